"""Tests of where the suites of other tools are found."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import PairError, UsageError
from pairbench.project.catalogue import find, is_meant
from pairbench.project.suites import suite_files
from pairbench.suites.benchmark import Found, Implementation, entry_of
from tests.builders import PAIR_FILE
from tests.git import write

TEST = "def test_it(benchmark):\n    benchmark(int)\n"
SCRIPT = "import pyperf\n\nrunner = pyperf.Runner()\n"
TRIPLES = "__benchmarks__ = []\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a suite of each kind."""
    for name, text in {
        "pyproject.toml": "",
        "tests/test_it.py": TEST,
        "tests/test_other.py": "def test_it():\n    pass\n",
        "asv.conf.json": "{}",
        "benchmarks/time_it.py": SCRIPT,
        "perf/script.py": SCRIPT,
        "perf/bench_it.py": TRIPLES,
        "venv/pyvenv.cfg": "",
        "venv/test_theirs.py": TEST,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(root: Path, *paths: str, named: bool = False) -> dict[str, str]:
    """The files of the suites with their kinds."""
    suites = suite_files([root / each for each in paths], root, named=named)
    return {each.file.relative: each.file.suite for each in suites}


def test_what_is_unmistakable_is_found(root: Path) -> None:
    """Every kind by its files; what belongs to asv, or to somebody else, is not looked into."""
    assert found(root, ".") == {
        "asv.conf.json": "asv",
        "perf/bench_it.py": "rich_bench",
        "perf/script.py": "pyperf",
        "tests/test_it.py": "pytest",
    }


def test_a_suite_is_found_by_the_folder_of_its_benchmarks(root: Path) -> None:
    """The file that describes it lies above."""
    assert found(root, "benchmarks") == {"asv.conf.json": "asv"}
    assert found(root, "benchmarks/time_it.py", named=True) == {"asv.conf.json": "asv"}
    assert found(root, "perf/script.py", named=True) == {"perf/script.py": "pyperf"}


def test_what_is_named_need_not_be_unmistakable(root: Path) -> None:
    """A fixture of the project's own may ask for the benchmark in its place."""
    assert found(root, "tests", named=True) == {
        "tests/test_it.py": "pytest",
        "tests/test_other.py": "pytest",
    }


def test_a_path_that_is_not_there_is_an_error(root: Path) -> None:
    """It is named."""
    with pytest.raises(UsageError, match="nowhere does not exist"):
        found(root, "nowhere")


def test_the_files_of_a_suite_hold_no_pairs(root: Path) -> None:
    """Nor do those beside one, unless they speak of pairbench."""
    perf = root / "perf"
    (perf / "helping.py").write_text("HELP = 1\n", encoding="utf-8")
    (perf / "pair.py").write_text(PAIR_FILE, encoding="utf-8")
    read: list[str] = []

    def reader(files: Sequence[PairFile]) -> Iterator[Entry | PairError]:
        read.extend(each.path.name for each in files)
        yield PairError(file="any", pair="", message="to be found")

    find([perf], suites=suite_files([perf], root, named=False), reader=reader)
    assert sorted(read) == ["bench_it.py", "pair.py", "script.py"]


@pytest.mark.parametrize("speaks", [True, False])
def test_scripts_beside_a_suite_are_not_executed(root: Path, *, speaks: bool) -> None:
    """A folder of the usual name may hold none of our pairs; where it holds one, all are read."""
    write(root, {"bench/script.py": "raise SystemExit\n"})
    if speaks:
        write(root, {"bench/pair.py": PAIR_FILE})
    read: list[str] = []

    def reader(files: Sequence[PairFile]) -> Iterator[Entry | PairError]:
        read.extend(each.relative for each in files if not each.suite)
        yield PairError(file="any", pair="", message="to be found")

    suites = suite_files([root / "tests"], root, named=False)
    find([root / "bench"], suites=suites, reader=reader)
    assert read == (["bench/pair.py", "bench/script.py"] if speaks else [])


@pytest.mark.parametrize(
    ("only", "meant"),
    [
        ("tests/test_it.py::test_it[10]", True),
        ("test_it[10]", True),
        ("test_it*", True),
        ("tests/*", True),
        ("test_it[1*]", True),
        ("test_it[1]", False),
        ("*other*", False),
    ],
)
def test_a_test_is_meant_by_its_name_or_what_follows_its_file(only: str, *, meant: bool) -> None:
    """The brackets of its parameters mean themselves, where the rest is its name."""
    assert is_meant("tests/test_it.py::test_it[10]", only) is meant


def test_benchmarks_that_are_called_alike_have_the_names_of_their_files(root: Path) -> None:
    """Both of them: whichever of the files a revision lacks, neither is taken for the other."""
    write(root, {"one.py": "", "two.py": ""})

    def reader(_files: Sequence[PairFile]) -> Iterator[Entry | PairError]:
        for file, name in (("one.py", "sums"), ("one.py", "other"), ("two.py", "sums")):
            one = (Implementation(name=name),)
            known = Found(name=name, attribute=name, question="?", implementations=one)
            place = PairFile(path=root / file, bench=root, suite="pyperf")
            yield entry_of(place, "pyperf", known, "")

    catalogue = find([root], reader=reader)
    names = [each.definition.name for each in catalogue.entries]
    assert names == ["one.py::sums", "other", "two.py::sums"]
    assert not catalogue.errors
    (one,) = find([root], only="two.py::sums", reader=reader).entries
    assert one == catalogue.entries[2]
