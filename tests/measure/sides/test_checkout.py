"""The files of a revision, from real repositories."""

from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.sides.checkout import check_out, commit_of, copy_working_tree, repository_of
from tests.git import git

pytestmark = pytest.mark.slow


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits, a staged change, one that is not staged, a new file, and an ignored one."""
    folder = tmp_path / "repository"
    (folder / "src").mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    write(folder, {"src/a.py": "1", ".gitignore": "*.log\n", "gone.py": "1"})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "first")
    git(folder, "tag", "first")
    write(folder, {"src/a.py": "2", "src/ü b.py": "2"})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "second")
    write(folder, {"src/a.py": "3"})
    git(folder, "add", "src/a.py")
    write(folder, {"src/a.py": "4", "new.py": "4", "run.log": "4"})
    (folder / "gone.py").unlink()
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, str]:
    return {
        each.relative_to(folder).as_posix(): each.read_text(encoding="utf-8")
        for each in folder.rglob("*")
        if each.is_file() and ".git" not in each.relative_to(folder).parts
    }


def everything(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }


def test_a_revision_is_written_as_it_was(repository: Path, tmp_path: Path) -> None:
    """Whatever has happened to its files since."""
    check_out(repository, commit_of(repository, "first"), tmp_path / "base")
    assert contents(tmp_path / "base") == {"src/a.py": "1", ".gitignore": "*.log\n", "gone.py": "1"}


def test_the_working_tree_is_copied_as_it_is(repository: Path, tmp_path: Path) -> None:
    """With what is not committed, without what is deleted or ignored."""
    copy_working_tree(repository, tmp_path / "head")
    assert contents(tmp_path / "head") == {
        "src/a.py": "4",
        "src/ü b.py": "2",
        ".gitignore": "*.log\n",
        "new.py": "4",
    }


def test_the_repository_is_not_touched(repository: Path, tmp_path: Path) -> None:
    """Neither a file nor the index nor anything that git keeps changes by a byte."""
    before = everything(repository)
    check_out(repository, commit_of(repository, "main"), tmp_path / "base")
    copy_working_tree(repository, tmp_path / "head")
    assert everything(repository) == before


def test_a_folder_inside_belongs_to_the_repository(repository: Path) -> None:
    """A project may be a part of one."""
    assert repository_of(repository / "src") == repository.resolve()


def test_a_revision_that_is_none_is_named(repository: Path) -> None:
    """An unknown name, and one that looks like an option."""
    for name in ("nowhere", "--all"):
        with pytest.raises(UsageError, match="names no commit"):
            commit_of(repository, name)


def test_a_folder_without_a_repository_is_said(tmp_path: Path) -> None:
    """Git's own words are passed on."""
    with pytest.raises(UsageError, match="not a git repository"):
        repository_of(tmp_path)
