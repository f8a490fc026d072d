"""Pair files are found, loaded and told apart."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pairbench.core.errors import Interrupted, UsageError
from pairbench.project.catalogue import Catalogue, find
from tests.builders import PAIR_FILE


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty project; what is imported from it is forgotten afterwards."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    known = set(sys.modules)
    root = tmp_path.resolve() / "project"
    root.mkdir()
    yield root
    for name in set(sys.modules) - known:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(root)):
            del sys.modules[name]


def write(root: Path, file: str, text: str = PAIR_FILE) -> Path:
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(catalogue: Catalogue) -> list[str]:
    return [entry.definition.name for entry in catalogue.entries]


def test_a_pair_is_named_after_its_place_in_the_bench_folder(root: Path) -> None:
    """The name has no suffix, the file is relative to the project, the text is kept."""
    write(root, "bench/strings/total.py")

    (entry,) = find([root / "bench"]).entries

    assert entry.site.root == root
    assert entry.definition.name == "strings/total"
    assert entry.definition.file == "bench/strings/total.py"
    assert entry.definition.attribute == "pair"
    assert entry.definition.question == "Is a sum quicker than a loop?"
    assert entry.definition.file_source == PAIR_FILE
    assert entry.definition.neighbours == ()
    assert entry.definition.variants[0].source.startswith("@pair.bad\ndef loop(")


def test_pairs_come_in_the_order_of_their_paths(root: Path) -> None:
    """Every run sees the same order, and only Python files."""
    for file in ("bench/b.py", "bench/a/z.py", "bench/c.py"):
        write(root, file)
    write(root, "bench/notes.txt", "not a pair")

    catalogue = find([root / "bench"])

    assert names(catalogue) == ["a/z", "b", "c"]
    assert catalogue.errors == ()


@pytest.mark.parametrize("path", ["bench/strings", "bench/strings/total.py"])
def test_a_pair_has_the_same_name_from_wherever_it_is_found(root: Path, path: str) -> None:
    """A folder or a single file within the bench folder gives the same name as all of it."""
    write(root, "bench/strings/total.py")
    write(root, "bench/other/total.py")

    assert names(find([root / path])) == ["strings/total"]


def test_without_a_bench_folder_names_are_relative_to_the_path(root: Path) -> None:
    """Somebody's folder may have any name."""
    write(root, "pairs/strings/total.py")

    (entry,) = find([root / "pairs"]).entries

    assert (entry.site.root, entry.definition.name) == (root, "strings/total")
    assert entry.definition.file == "pairs/strings/total.py"


def test_a_relative_path_will_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line says ``bench``, wherever that is."""
    write(root, "bench/total.py")
    monkeypatch.chdir(root)

    assert names(find([Path("bench")])) == ["total"]


@pytest.mark.parametrize(
    "file", ["bench/_shared.py", "bench/_drafts/total.py", "bench/.hidden/total.py"]
)
def test_what_begins_with_an_underscore_or_a_dot_is_no_pair_file(root: Path, file: str) -> None:
    """Helpers beside the pairs are not even imported."""
    write(root, "bench/total.py")
    write(root, file, "raise SystemExit('imported')")

    catalogue = find([root / "bench"])

    assert names(catalogue) == ["total"]
    assert catalogue.errors == ()


def test_a_project_in_a_hidden_folder_is_not_hidden(root: Path) -> None:
    """Only what lies within the bench folder can be hidden."""
    write(root, ".work/_mine/bench/total.py")

    assert names(find([root / ".work/_mine/bench"])) == ["total"]


def test_a_pair_named_twice_is_found_once(root: Path) -> None:
    """A folder and a file within it do not make two pairs of one."""
    file = write(root, "bench/total.py")

    catalogue = find([root / "bench", file])

    assert names(catalogue) == ["total"]
    assert catalogue.errors == ()


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("strings/*", ["strings/join", "strings/total"]),
        ("*total", ["numbers/total", "strings/total"]),
        ("strings/join", ["strings/join"]),
    ],
)
def test_only_keeps_the_names_that_match(root: Path, only: str, expected: list[str]) -> None:
    """The pattern is matched against the whole name."""
    for file in ("bench/strings/total.py", "bench/strings/join.py", "bench/numbers/total.py"):
        write(root, file)

    assert names(find([root / "bench"], only=only)) == expected


def test_only_without_a_match_says_where_the_names_are(root: Path) -> None:
    """A pattern that matches nothing is a mistake, and is told which name comes near it."""
    write(root, "bench/total.py")

    with pytest.raises(
        UsageError, match=r"--only Total: did you mean total\? see 'pairbench list'"
    ):
        find([root / "bench"], only="Total")
    with pytest.raises(UsageError, match="--only nothing: see 'pairbench list'"):
        find([root / "bench"], only="nothing")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("from pairbench import NoSuchName", "ImportError: cannot import name 'NoSuchName'"),
        ("def broken(:", "SyntaxError: "),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("raise ValueError('two\\nlines')", "ValueError: two lines"),
        ("raise RuntimeError", "RuntimeError; "),
    ],
)
def test_a_file_that_cannot_be_imported_is_reported_and_the_others_survive(
    root: Path, text: str, says: str
) -> None:
    """The error is one line that names the file, what it raised and what to do."""
    write(root, "bench/a.py")
    write(root, "bench/broken.py", text)
    write(root, "bench/c.py")

    catalogue = find([root / "bench"])

    assert names(catalogue) == ["a", "c"]
    (error,) = catalogue.errors
    message = str(error)
    assert re.match(r"bench/broken\.py, line \d+: cannot be imported: ", message)
    assert f"cannot be imported: {says}" in message
    assert "mend the file" in message
    assert "\n" not in message


def test_a_file_that_is_no_text_is_reported(root: Path) -> None:
    """Bytes that are not UTF-8 are the file's fault, and do not end the search."""
    write(root, "bench/a.py")
    (root / "bench/bytes.py").write_bytes(b"name = '\xff'\n")

    catalogue = find([root / "bench"])

    assert names(catalogue) == ["a"]
    assert [error.file for error in catalogue.errors] == ["bench/bytes.py"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("raise KeyboardInterrupt", KeyboardInterrupt),
        ("from pairbench.core.errors import Interrupted\nraise Interrupted", Interrupted),
    ],
)
def test_an_interruption_is_not_taken_for_a_fault_of_the_file(
    root: Path, text: str, error: type[BaseException]
) -> None:
    """Whoever stops the command while a file is imported means the command."""
    write(root, "bench/total.py", text)

    with pytest.raises(error):
        find([root / "bench"])


def test_a_file_without_a_pair_is_reported(root: Path) -> None:
    """The message says both ways out: write one, or hide the file."""
    write(root, "bench/helpers.py", '"""Helpers."""\n')
    write(root, "bench/total.py")

    catalogue = find([root / "bench"])

    assert names(catalogue) == ["total"]
    (error,) = catalogue.errors
    assert str(error).startswith("bench/helpers.py: defines no pair: add pair = Pair(")
    assert "begin the file's name with _" in str(error)


def test_a_wrong_pair_is_reported_and_the_others_survive(root: Path) -> None:
    """What the definition refuses becomes an error with the pair's name."""
    write(root, "bench/a.py", PAIR_FILE.replace("@pair.bad", "@pair.good"))
    write(root, "bench/total.py")

    catalogue = find([root / "bench"])

    assert names(catalogue) == ["total"]
    (error,) = catalogue.errors
    assert (error.file, error.pair) == ("bench/a.py", "a")
    assert "has no baseline" in error.message


TWO_PAIRS = PAIR_FILE + PAIR_FILE.partition("import Pair\n")[2].replace("pair", "largest")
"""A file with the pairs ``pair`` and ``largest``."""


def test_two_pairs_in_a_file_are_told_apart_by_their_names_in_it(root: Path) -> None:
    """The one called ``pair`` has the file's name, the other adds its own."""
    write(root, "bench/numbers/total.py", TWO_PAIRS)

    catalogue = find([root / "bench"])

    assert names(catalogue) == ["numbers/total", "numbers/total.largest"]
    assert [entry.definition.attribute for entry in catalogue.entries] == ["pair", "largest"]
    assert catalogue.errors == ()


def test_one_wrong_pair_of_two_in_a_file_does_not_hide_the_other(root: Path) -> None:
    """The sound one is kept."""
    write(root, "bench/total.py", TWO_PAIRS.replace("@pair.bad", "@pair.good"))

    catalogue = find([root / "bench"])

    assert names(catalogue) == ["total.largest"]
    assert [error.pair for error in catalogue.errors] == ["total"]


def test_two_roots_cannot_have_a_pair_of_the_same_name(root: Path) -> None:
    """The first is kept; the error on the second names both files and what to do."""
    write(root, "one/bench/total.py")
    write(root, "two/bench/total.py", PAIR_FILE.replace("(1, 10)", "(2, 20)"))

    catalogue = find([root / "one/bench", root / "two/bench"])

    (entry,) = catalogue.entries
    assert (entry.site.root, entry.definition.sizes) == (root / "one", (1, 10))
    (error,) = catalogue.errors
    assert str(error).startswith("two/bench/total.py: pair total: has the same name")
    assert " in one/bench/total.py: " in str(error)
    assert "rename one of the files" in str(error)


def test_two_roots_with_different_names_give_both(root: Path) -> None:
    """Several folders make one catalogue, each entry with its own root."""
    write(root, "one/bench/first.py")
    write(root, "two/bench/second.py")

    entries = find([root / "one/bench", root / "two/bench"]).entries

    assert [(entry.site.root, entry.definition.name) for entry in entries] == [
        (root / "one", "first"),
        (root / "two", "second"),
    ]


def test_a_path_that_does_not_exist_is_named(root: Path) -> None:
    """A misspelt folder is not an empty one."""
    with pytest.raises(UsageError, match=r"bnech does not exist: name a pair file or a folder"):
        find([root / "bnech"])


def test_nothing_found_is_an_error(root: Path) -> None:
    """An empty folder is named, with what to do about it."""
    (root / "bench").mkdir()

    with pytest.raises(UsageError, match=r"no pair file under .*bench: write one"):
        find([root / "bench"])


def test_errors_alone_are_not_nothing(root: Path) -> None:
    """Where every file is faulty, the catalogue says so rather than claiming there is none."""
    write(root, "bench/broken.py", "def broken(:")

    catalogue = find([root / "bench"])

    assert catalogue.entries == ()
    assert len(catalogue.errors) == 1


def test_files_of_one_name_in_two_folders_of_pairs_are_told_apart(root: Path) -> None:
    """Each is named from what both folders have in common, as the settings name them."""
    write(root, "bench/total.py")
    write(root, "more/bench/total.py")

    catalogue = find([root / "bench", root / "more" / "bench"])

    assert names(catalogue) == ["total"]
    (error,) = catalogue.errors
    assert error.file == "more/bench/total.py"
    assert (
        error.message == "has the same name as the pair in bench/total.py: rename one of the files"
    )
