"""From a pair file to its module and its pairs."""

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pairbench.core.authoring.loading import load_module, module_name, pairs_in
from tests.builders import PAIR_FILE


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with an empty bench folder; what is imported from it is forgotten afterwards."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    root = tmp_path.resolve()
    (root / "bench").mkdir()
    known = set(sys.modules)
    yield root
    for name in {each for each in sys.modules if each.startswith("bench")} - known:
        del sys.modules[name]


def test_a_module_is_named_after_its_path() -> None:
    """The dotted name is the one under which the file could be imported from its root."""
    assert module_name("bench/memory/slots.py") == "bench.memory.slots"


def test_what_a_file_defines_can_be_pickled(root: Path) -> None:
    """A process pool finds a pair file's functions by their module."""
    (root / "bench/square.py").write_text("def square(n):\n    return n * n\n", encoding="utf-8")

    module = load_module(root, "bench/square.py")

    assert pickle.loads(pickle.dumps(module.square))(3) == 9


def test_a_file_can_import_its_neighbour(root: Path) -> None:
    """A helper beside the pair files is found by its full name."""
    (root / "bench/_shared.py").write_text("LIMIT = 7\n", encoding="utf-8")
    (root / "bench/uses.py").write_text("from bench._shared import LIMIT\n", encoding="utf-8")

    assert load_module(root, "bench/uses.py").LIMIT == 7


def test_a_file_is_executed_anew_each_time(root: Path) -> None:
    """Two loads give two modules, so that one cannot spoil the other's state."""
    (root / "bench/state.py").write_text("seen = []\n", encoding="utf-8")

    first = load_module(root, "bench/state.py")
    first.seen.append("something")

    assert load_module(root, "bench/state.py").seen == []


def test_files_of_the_same_name_under_two_roots_are_told_apart(root: Path) -> None:
    """Each root gives its own file, whatever was loaded before."""
    for folder, limit in ((root, 1), (root / "other", 2)):
        (folder / "bench").mkdir(parents=True, exist_ok=True)
        (folder / "bench/same.py").write_text(f"LIMIT = {limit}\n", encoding="utf-8")

    limits = [load_module(each, "bench/same.py").LIMIT for each in (root, root / "other")]

    assert limits == [1, 2]


def test_the_root_is_put_on_the_path_once(root: Path) -> None:
    """Loading many files does not make the import path longer each time."""
    (root / "bench/empty.py").write_text("", encoding="utf-8")

    for _ in range(3):
        load_module(root, "bench/empty.py")

    assert sys.path.count(str(root)) == 1


@pytest.mark.parametrize(
    ("text", "error"),
    [("raise SystemExit(3)", SystemExit), ("def", SyntaxError), ("import no_such", ImportError)],
)
def test_what_a_file_raises_comes_through(
    root: Path, text: str, error: type[BaseException]
) -> None:
    """The caller decides what an import that fails means."""
    (root / "bench/faulty.py").write_text(text, encoding="utf-8")

    with pytest.raises(error):
        load_module(root, "bench/faulty.py")


def test_what_is_no_python_file_cannot_be_loaded(root: Path) -> None:
    """A text file is refused by name."""
    (root / "bench/notes.txt").write_text("hello", encoding="utf-8")

    with pytest.raises(ImportError, match=r"notes\.txt is not a Python file"):
        load_module(root, "bench/notes.txt")


def test_pairs_are_found_by_the_names_the_module_gives_them(root: Path) -> None:
    """Every pair of the module is found, in its order, and nothing else."""
    text = PAIR_FILE + "\n\nsecond = Pair(sizes=(1,))\nfirst_size = pair.sizes[0]\n"
    (root / "bench/two.py").write_text(text, encoding="utf-8")

    module = load_module(root, "bench/two.py")

    assert list(pairs_in(module).items()) == [("pair", module.pair), ("second", module.second)]


def test_a_pair_with_two_names_is_found_once(root: Path) -> None:
    """By the first of them: what is measured twice would be told twice."""
    text = f"{PAIR_FILE}\n\nother = pair\n"
    (root / "bench/alias.py").write_text(text, encoding="utf-8")
    assert list(pairs_in(load_module(root, "bench/alias.py"))) == ["pair"]
