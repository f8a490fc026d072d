"""Tests of which files are tests that measure, by their text alone."""

from pathlib import Path

import pytest

from pairbench.suites.pytest.names import known_name
from pairbench.suites.pytest.session import without_others
from pairbench.suites.pytest.suite import SUITE

FIXTURE = "def test_it(benchmark):\n    benchmark(int)\n"
MARK = "import pytest\n\n\n@pytest.mark.benchmark\ndef test_it():\n    pass\n"
MARKED_FILE = "import pytest\n\npytestmark = pytest.mark.benchmark()\n"
SPOKEN_OF = "def test_it():\n    assert 'def test_it(benchmark)'\n"
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
        ("it.py", FIXTURE, False, False),
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
