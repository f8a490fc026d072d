"""Tests of what is read in an ``asv.conf.json``."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from pairbench.suites.asv.settings import read_settings
from pairbench.suites.asv.suite import SUITE

CONF = """
{
    // where it is: "https://no.comment"
    "project_url": "https://example.org/x", /* and
    more */
    "matrix": {"req": {"numpy": ["1", "2"],},},
    "benchmark_dir": "perf",
    "default_benchmark_timeout": 180,
}
"""


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    path = tmp_path / "asv.conf.json"
    path.write_text(CONF, encoding="utf-8")
    return path


def test_comments_and_trailing_commas_are_read_over(conf: Path) -> None:
    """As asv reads it; what looks like a comment within a text is none."""
    settings = read_settings(conf)
    assert settings.folder == conf.parent.resolve() / "perf"
    assert settings.timeout_s == 180.0
    assert settings.not_followed == ("matrix",)


def test_what_is_not_followed_is_said_by_name(conf: Path) -> None:
    """Environments are asv's; what only names the project is not worth a word."""
    assert SUITE.notes(conf) == ("matrix is asv's, and is not followed here",)


@pytest.mark.skipif(find_spec("pympler") is not None, reason="pympler is installed here")
def test_benchmarks_that_cannot_be_measured_are_said_to_be_left_out(conf: Path) -> None:
    """asv_runner itself passes over the sizes of objects where pympler is missing."""
    folder = conf.parent / "perf"
    folder.mkdir()
    (folder / "sizes.py").write_text("def mem_list():\n    return []\n", encoding="utf-8")
    assert "its mem_ benchmarks are left out: they need pympler" in SUITE.notes(conf)


def test_the_folder_belongs_to_the_suite(conf: Path) -> None:
    """Nobody looks for pairs in it; a file that cannot be read has none."""
    assert SUITE.recognises(conf, named=False)
    assert SUITE.covers(conf) == (conf, conf.parent.resolve() / "perf")
    conf.write_text("{", encoding="utf-8")
    assert SUITE.covers(conf) == (conf,)


MATRIX = """
{
    "matrix": {
        "env": {"SHOP_ONE": ["1"], "SHOP_MANY": ["a", "b", null], "SHOP_NONE": [null, "x"]},
        "env_nobuild": {"SHOP_PLAIN": "p", "SHOP_EMPTY": []},
        "req": {"six": []},
    },
}
"""


def test_the_variables_of_a_matrix_are_taken_and_others_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several values the first counts, or the one that is set; those left are said."""
    path = tmp_path / "asv.conf.jsonc"
    path.write_text(MATRIX, encoding="utf-8")
    monkeypatch.setenv("SHOP_NONE", "x")
    settings = read_settings(path)
    chosen = {each.name: each.chosen(os.environ) for each in settings.variables}
    assert chosen == {"SHOP_ONE": "1", "SHOP_MANY": "a", "SHOP_NONE": "x", "SHOP_PLAIN": "p"}
    assert settings.not_followed == ("matrix.req",)
    many = "of SHOP_MANY in its matrix 'a' is taken, and not 'b' or none"
    assert SUITE.notes(path) == (
        "matrix.req is asv's, and is not followed here",
        f"{many}: set SHOP_MANY to choose another",
        "of SHOP_NONE in its matrix 'x' is taken, and not none: set SHOP_NONE to choose another",
    )


def test_an_older_matrix_has_packages_alone(tmp_path: Path) -> None:
    """Before asv 0.5 its keys were all packages, one called env among them."""
    path = tmp_path / "asv.conf.json"
    path.write_text('{"matrix": {"env": ["1.0"], "six": []}}', encoding="utf-8")
    settings = read_settings(path)
    assert settings.variables == ()
    assert settings.not_followed == ("matrix",)
