"""What is listed at both sides of a gate, where their settings differ."""

from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.cli.sides import listed
from pairbench.core.authoring.entry import Site
from pairbench.core.gating.settings import DEFAULTS, Settings

pytestmark = pytest.mark.slow

FILES = {
    "asv.conf.json": '{"version": 1, "benchmark_dir": "speed"}',
    "speed/__init__.py": "",
    "speed/sums.py": "def time_sum():\n    sum(range(9))\n",
}

SUITES = "[tool.pairbench]\nsuites = {}\n"


def a_side(folder: Path, pyproject: str) -> Site:
    for name, text in {**FILES, "pyproject.toml": pyproject}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Site(root=folder, sources=(), folder=folder)


@pytest.mark.parametrize(
    ("base", "counting", "head"),
    [("", (), "[]"), ("[]", None, ""), ('["speed"]', (), "[]"), ("[]", ("speed",), '["speed"]')],
)
def test_base_has_the_suites_that_either_revision_names(
    tmp_path: Path, base: str, counting: tuple[str, ...] | None, head: str
) -> None:
    """What head no longer names was out of sight at both; what it adds is there to compare with."""
    settings: Settings = replace(DEFAULTS, suites=counting)
    both = [
        a_side(tmp_path / side, SUITES.format(text) if text else "")
        for side, text in (("base", base), ("head", head))
    ]
    found = listed((both[0], both[1]), settings, None)
    names = [[each.definition.name for each in side.entries] for side in found]
    assert names == [["sums.time_sum"], [] if head == "[]" else ["sums.time_sum"]]
