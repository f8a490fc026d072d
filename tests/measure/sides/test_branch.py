"""Folders that are kept on a branch, read without checking it out."""

from pathlib import Path, PurePosixPath

from pairbench.measure.sides.branch import Version, versions_on, write_version
from tests.git import bytes_of, commit, git, repository_at

MARK = "run.json"


def a_branch(root: Path) -> tuple[Path, list[str]]:
    """A repository whose branch has kept ``a`` twice, ``b`` once, and ``gone`` until it was not."""
    repository = repository_at(root / "project")
    commit(repository, {"shop.py": "price = 1\n"})
    git(repository, "checkout", "--quiet", "--orphan", "results")
    git(repository, "rm", "-rf", "--quiet", ".")
    made = [
        commit(repository, {"a/run.json": "1", "gone/run.json": "1", ".gitattributes": "* text"}),
        commit(repository, {"a/run.json": "2", "a/pairs/run.json": "a pair", "a/x": "\r\n"}),
        commit(repository, {"b/run.json": "1"}),
    ]
    git(repository, "rm", "-r", "--quiet", "gone")
    commit(repository, {})
    git(repository, "checkout", "--quiet", "main")
    return repository, made


def test_every_version_of_what_is_there_is_found(tmp_path: Path) -> None:
    """The oldest first; what was removed is not, and a pair may have the name of the mark."""
    repository, (first, second, third) = a_branch(tmp_path)
    assert versions_on(repository, "results", MARK) == [
        Version(commit=first, place=PurePosixPath("a")),
        Version(commit=second, place=PurePosixPath("a")),
        Version(commit=third, place=PurePosixPath("b")),
    ]


def test_a_version_is_written_as_it_was_kept(tmp_path: Path) -> None:
    """Byte for byte, whatever the attributes of the branch ask for, and nothing else changes."""
    repository, _ = a_branch(tmp_path)
    before = bytes_of(repository)
    _, second, _ = versions_on(repository, "results", MARK)
    write_version(repository, second, tmp_path / "written")
    index = git(repository, "cat-file", "-p", f"{second.commit}:a/x")
    assert bytes_of(tmp_path / "written") == {
        "run.json": b"2",
        "pairs/run.json": b"a pair",
        "x": index.encode(),
    }
    assert bytes_of(repository) == before


def test_a_branch_that_is_one_run_set_has_it_at_its_top(tmp_path: Path) -> None:
    """Each commit may replace the one before."""
    repository = repository_at(tmp_path / "project")
    made = [commit(repository, {"run.json": text, "pairs/one": text}) for text in ("1", "2")]
    found = versions_on(repository, "main", MARK)
    assert [each.commit for each in found] == made
    write_version(repository, found[0], tmp_path / "first")
    assert bytes_of(tmp_path / "first") == {"run.json": b"1", "pairs/one": b"1"}
