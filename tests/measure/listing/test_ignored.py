"""Which files git leaves out of a project."""

from pathlib import Path

from pairbench.measure.listing.ignored import ignored_by_git
from tests.git import git


def files_in(root: Path, *names: str) -> list[Path]:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", encoding="utf-8")
    return [root / name for name in names]


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    """Names that are no text in UTF-8, or hold a line break, are told apart as well."""
    root = tmp_path.resolve()
    git(root, "init", "--quiet")
    (root / ".gitignore").write_text("gen*\n", encoding="utf-8")
    kept, *ignored = files_in(root, "bench/a.py", "bench/gen.py", "bench/gen\n\udce9.py")
    assert ignored_by_git([kept, *ignored]) == set(ignored)


def test_a_project_in_an_ignored_folder_is_a_project(tmp_path: Path) -> None:
    """Somebody keeps it there on purpose."""
    root = tmp_path.resolve()
    git(root, "init", "--quiet")
    (root / ".gitignore").write_text("work/\n", encoding="utf-8")
    assert ignored_by_git(files_in(root, "work/bench/a.py", "work/bench/b.py")) == set()


def test_without_a_repository_nothing_is_ignored(tmp_path: Path) -> None:
    """The files are taken as they are."""
    assert ignored_by_git(files_in(tmp_path.resolve(), "bench/a.py")) == set()
    assert ignored_by_git([]) == set()
