"""Files of rich-bench: recognised by their text, and taken for pairs."""

from pathlib import Path

import pytest

from pairbench.suites.rich_bench.suite import SUITE
from pairbench.suites.rich_bench.triples import Triple, triples_of
from tests.command_line import run

pytestmark = pytest.mark.once

FILE = '''
def adding():
    text = ""
    for number in range(300):
        text += str(number)


def joining():
    """Join them."""
    "".join(str(number) for number in range(300))


def failing():
    raise ValueError("no")


__benchmarks__ = [
    (adding, joining, "Join instead of adding"),
    (adding, adding, "Nothing changes"),
    (adding, failing, "Fails"),
    (adding, 3, "No function"),
]
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a file of triples."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "bench_text.py").write_text(FILE, encoding="utf-8")
    return tmp_path


def test_a_file_is_recognised_by_its_name_and_its_list(project: Path) -> None:
    """As rich-bench finds it; under another name it must be named."""
    path = project / "bench_text.py"
    other = path.with_name("text.py")
    other.write_text(FILE, encoding="utf-8")
    assert SUITE.recognises(path, named=False)
    assert not SUITE.recognises(other, named=False)
    assert SUITE.recognises(other, named=True)
    path.write_text("NAME = '__benchmarks__'\n", encoding="utf-8")
    assert not SUITE.recognises(path, named=True)


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        ("from _triples import __benchmarks__\n", True),
        ("from _triples import ALL as __benchmarks__\n", True),
        ("if True:\n    __benchmarks__ = ()\n", True),
        ("a, __benchmarks__ = 1, ()\n", True),
        ("def f():\n    __benchmarks__ = ()\n", False),
        ("print('__benchmarks__')\n", False),
    ],
)
def test_a_list_may_come_from_anywhere(tmp_path: Path, text: str, *, recognised: bool) -> None:
    """rich-bench asks the module for it; a name within a function is none of the module's."""
    path = tmp_path / "bench_a.py"
    path.write_text(text, encoding="utf-8")
    assert SUITE.recognises(path, named=False) is recognised


def test_triples_that_say_the_same_are_told_apart(tmp_path: Path) -> None:
    """By their numbers in the list: none hides another."""
    text = "def a(): pass\n\n__benchmarks__ = [(a, a, 'same'), (a, a, 'same'), (a, a, 'other')]\n"
    (tmp_path / "bench_a.py").write_text(text, encoding="utf-8")
    found = [
        each.description for each in triples_of(tmp_path, "bench_a.py") if isinstance(each, Triple)
    ]
    assert found == ["same", "same (benchmark 1)", "other"]


@pytest.mark.slow
def test_each_triple_is_a_pair(project: Path) -> None:
    """The first function is the baseline; a triple that is none is named, and costs itself."""
    done = run(project, "check")
    assert done.stdout.splitlines()[:3] == [
        "bench_text: Join instead of adding: ok",
        "bench_text: Nothing changes: ok",
        "bench_text: Fails: failed",
    ]
    assert "failing at 1 raised during check: ValueError: no" in done.stdout
    # By its names: an address is another one at each side.
    assert "__benchmarks__[3] is (adding, 3, 'No function'): give two functions" in done.stderr


@pytest.mark.slow
def test_the_second_is_claimed_to_be_the_faster(project: Path) -> None:
    """A run ends in a verdict on it."""
    done = run(project, "run", "--quick", "--only", "*Join*")
    assert "joining is at least as fast as adding at 1 call" in done.stdout
