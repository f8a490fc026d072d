"""Tests of which files are tests that measure, by their text alone."""

import argparse
import importlib
from pathlib import Path
from typing import Any

import pytest

from pairbench.suites.pytest.files import _patterns, is_file_of_tests
from pairbench.suites.pytest.names import known_name
from pairbench.suites.pytest.options import without_others
from pairbench.suites.pytest.suite import SUITE

FIXTURE = "def test_it(benchmark):\n    benchmark(int)\n"
MARK = "import pytest\n\n\n@pytest.mark.benchmark\ndef test_it():\n    pass\n"
MARKED_FILE = "import pytest\n\npytestmark = pytest.mark.benchmark()\n"
MARK_BY_ITS_NAME = "from pytest import mark\n\n\n@mark.benchmark\ndef test_it():\n    pass\n"
ASKED_FOR = "def test_it(request):\n    request.getfixturevalue('benchmark')(int)\n"
SPOKEN_OF = "def test_it():\n    assert 'def test_it(benchmark)'\n"
IN_A_CLASS = "class TestIt:\n    @fixture\n    def b(self, benchmark):\n        pass\n"
WARNED_OF = "\n\nPATTERN = '\\d'\n"
PLAIN = "def test_it():\n    pass\n"


@pytest.mark.parametrize(
    ("name", "text", "recognised", "when_named"),
    [
        ("test_it.py", FIXTURE, True, True),
        ("it_test.py", MARK, True, True),
        ("test_it.py", MARKED_FILE, True, True),
        ("test_it.py", "async " + FIXTURE, True, True),
        ("test_it.py", SPOKEN_OF, False, True),
        ("test_it.py", PLAIN, False, True),
        ("test_it.py", IN_A_CLASS, True, True),
        ("test_it.py", MARK.replace("benchmark", "codspeed_benchmark"), True, True),
        ("test_it.py", FIXTURE + WARNED_OF, True, True),
        ("test_it.py", MARK_BY_ITS_NAME, True, True),
        ("test_it.py", ASKED_FOR, True, True),
        ("benchmark_it.py", ASKED_FOR, True, True),
        ("it.py", FIXTURE, False, True),
        ("it.py", PLAIN, False, False),
        ("benchmark_it.py", FIXTURE, True, True),
        ("it_bench.py", PLAIN, False, False),
        ("bench_it.py", IN_A_CLASS, False, False),
        ("test_it.py", "def test_it(benchmark", False, False),
    ],
)
def test_a_file_is_recognised_by_what_its_tests_take(
    tmp_path: Path, name: str, text: str, *, recognised: bool, when_named: bool
) -> None:
    """The fixture or the mark must be in the code; a file that is named need only hold tests."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert SUITE.recognises(path, named=False) is recognised
    assert SUITE.recognises(path, named=True) is when_named


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ("pytest.ini", "[pytest]\npython_files = bench_*.py check_*.py\n"),
        ("tox.ini", "[pytest]\npython_files =\n    test_*.py\n    bench_*.py\n"),
        ("setup.cfg", "[tool:pytest]\npython_files = perf/bench_*.py\n"),
        ("pyproject.toml", "[tool.pytest.ini_options]\npython_files = ['bench_*.py']\n"),
        ("pyproject.toml", "[tool.pytest]\npython_files = ['bench_*.py']\n"),
    ],
)
def test_a_project_may_call_its_files_of_tests_otherwise(
    tmp_path: Path, settings: str, text: str
) -> None:
    """What pytest's own settings say counts, in whichever file they are."""
    path = tmp_path / "perf" / "bench_it.py"
    path.parent.mkdir()
    path.write_text("def bench_it(benchmark):\n    benchmark(int)\n", encoding="utf-8")
    (tmp_path / settings).write_text(text, encoding="utf-8")
    assert SUITE.recognises(path, named=False)


def test_the_settings_that_pytest_takes_count(tmp_path: Path) -> None:
    """Its own file wins though it says nothing, and pyproject.toml over one of tox."""
    path = tmp_path / "bench_it.py"
    path.write_text(FIXTURE, encoding="utf-8")
    settings = {
        "tox.ini": "[pytest]\npython_files = test_*.py\n",
        "pyproject.toml": "[tool.pytest.ini_options]\npython_files = ['bench_*.py']\n",
    }
    for name, text in settings.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert is_file_of_tests(path)
    _patterns.cache_clear()
    (tmp_path / "pytest.ini").write_text("", encoding="utf-8")
    assert not is_file_of_tests(path)


def test_a_fixture_of_a_conftest_that_takes_the_fixture_is_as_good(tmp_path: Path) -> None:
    """Tests that take it measure, and those that take another one do not."""
    conftest = "def bench(benchmark):\n    return benchmark\n"
    (tmp_path / "conftest.py").write_text(conftest, encoding="utf-8")
    folder = tmp_path / "tests"
    folder.mkdir()
    for name, taken in (("test_a.py", "bench"), ("test_b.py", "other")):
        text = f"def test_it({taken}):\n    pass\n"
        (folder / name).write_text(text, encoding="utf-8")
    found = [each.name for each in folder.iterdir() if SUITE.recognises(each, named=False)]
    assert found == ["test_a.py"]


def test_fixtures_of_several_conftests_may_have_the_fixture_from_one_another(
    tmp_path: Path,
) -> None:
    """However they are written down: one that takes what takes the fixture is as good."""
    inner = tmp_path / "tests"
    inner.mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "conftest.py").write_text(
        "def second(first):\n    return first\n\n\n"
        "def first(request):\n    return request.getfixturevalue('benchmark')\n",
        encoding="utf-8",
    )
    (inner / "conftest.py").write_text("def third(second): ...\n", encoding="utf-8")
    path = inner / "test_a.py"
    path.write_text("def test_it(third): ...\n", encoding="utf-8")
    assert SUITE.recognises(path, named=False)


@pytest.mark.parametrize(
    ("nodeid", "known"),
    [
        ("bench/test_it.py::test_it", "test_it"),
        ("test_it.py::TestIt::test_it[a::b/c]", "test_it[a::b/c]"),
    ],
)
def test_a_test_is_known_by_its_name_and_parameters(nodeid: str, known: str) -> None:
    """Parameters may hold anything, what looks like a path or a class as well."""
    assert known_name(nodeid) == known


def test_options_of_other_plugins_are_taken_away() -> None:
    """What says how to time, to count lines or to share out tests is ours; all else stays."""
    words = ["--benchmark-columns=min", "--strict-markers", "-n", "4", "--cov=x", "-n2", "tests"]
    assert without_others([*words, "--codspeed", "-x"]) == ["--strict-markers", "tests", "-x"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["-m", "not benchmark", "tests"], ["tests"]),
        (["-mnot benchmark"], []),
        (["-k", "not bench", "-x"], ["-x"]),
        (["-m", "not slow", "tests"], ["-m", "not slow", "tests"]),
        (["--timeout", "10", "--timeout-method=thread", "--ff", "--sw", "-ra"], ["-ra"]),
        (["--memray", "--cache-clear", "--lfnf", "none", "tests"], ["tests"]),
        (["--cov", "mypkg", "--cov-fail-under", "90", "tests"], ["tests"]),
        (["--benchmark-sort", "name", "--benchmark-autosave", "tests"], ["tests"]),
        (["--benchmark-warmup", "on", "--benchmark-disable", "tests"], ["tests"]),
        (["--parallel-threads", "4", "--skip-thread-unsafe=true", "tests"], ["tests"]),
        (["--parallel-threads=auto", "--forever", "tests"], ["tests"]),
    ],
)
def test_options_that_choose_benchmarks_or_stop_them_are_taken_away(
    words: list[str], kept: list[str]
) -> None:
    """An everyday run leaves benchmarks out, or stops what stands still; others' choices stay."""
    assert without_others(words) == kept


@pytest.mark.parametrize("name", ["pytest_benchmark.plugin", "pytest_cov.plugin"])
def test_every_option_that_is_taken_away_takes_its_value_along(name: str) -> None:
    """The options are those of the plug-in that is installed: a value left behind is a file."""
    parser = _Parser(add_help=False)
    importlib.import_module(name).pytest_addoption(parser)
    with_a_value = [
        option
        for action in parser._actions
        for option in action.option_strings
        if action.nargs != 0
    ]
    assert with_a_value
    for option in with_a_value:
        assert without_others([option, "value", "-x"]) == ["-x"], option


class _Parser(argparse.ArgumentParser):
    """Takes the options of a plug-in as pytest's own parser does."""

    def getgroup(self, *_names: str) -> "_Parser":
        return self

    def addini(self, *_names: str, **_settings: object) -> None:
        """Settings are no options."""

    def addoption(self, *names: str, **attributes: Any) -> None:
        self.add_argument(*names, **attributes)

    _addoption = addoption
