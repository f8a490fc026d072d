"""The working tree as it is now, in a folder of its own; the repository is only read."""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from pairbench.measure.sides.checkout import write_entries, write_submodule
from pairbench.measure.sides.contents import Files, settled, writing
from pairbench.measure.sides.git import listed_by_git
from pairbench.measure.sides.submodules import (
    SKIPPED,
    Tracked,
    common_folder_of,
    git_folder_of,
    is_repository,
    names_of,
    tracked,
)


def copy_working_tree(repository: Path, folder: Path) -> Files:
    """Copy the files as they are now, committed or not, without those that git ignores.

    Submodules and other repositories within are copied likewise; a submodule that is not checked
    out is written at its recorded commit, if it is at hand. What a sparse checkout leaves out is
    written as it is committed: it has not been removed.

    Raises:
        UsageError: they cannot be read or written.
    """
    with writing(folder):
        folder.mkdir(parents=True)
        return settled(folder, repository, list(_copy(repository, folder)))


def _copy(source: Path, target: Path) -> Iterator[str]:
    """Copy a repository's working tree, and yield the submodules that are not there."""
    entries = {each.path: each for each in tracked(source)}
    plain = [path for path, each in entries.items() if not each.is_submodule]
    found = listed_by_git(source, "ls-files", "--others", "--exclude-standard")
    # Temporary files may well lie in the repository: what the gate writes there is not copied.
    own = target.parent.resolve()
    others = [each for each in found if not _is_part_of(source, each, own)]
    # Git lists a repository within as a folder, without what is in it.
    nested = [each.rstrip("/") for each in others if each.endswith("/")]
    _copy_files(source, target, [*plain, *(each for each in others if not each.endswith("/"))])
    _fill_gaps(source, target, entries.values())
    submodules = [path for path, each in entries.items() if each.is_submodule]
    names = names_of(source) if submodules else {}
    for path in submodules:
        if (source / path).is_symlink():
            _copy_files(source, target, [path])
        elif not _is_empty(source / path):
            yield from (f"{path}/{each}" for each in _copy_within(source, path, target))
        elif (source / path).is_dir() or entries[path].tag == SKIPPED:
            # Git calls an empty folder unchanged, and no folder where it is to leave one out.
            git_folder = git_folder_of(source)
            yield from write_submodule(git_folder, entries[path], names, target, source)
        else:
            (target / path).mkdir(parents=True, exist_ok=True)
            yield path
    for path in nested:
        if not _is_worktree_of(source, source / path):
            yield from (f"{path}/{each}" for each in _copy_within(source, path, target))


def _copy_within(source: Path, path: str, target: Path) -> Iterator[str]:
    """Copy a repository within another one; or what is there in its place, if it is none."""
    (target / path).mkdir(parents=True, exist_ok=True)
    if is_repository(source / path):
        yield from _copy(source / path, target / path)
    else:
        own = shutil.ignore_patterns(".git")
        shutil.copytree(source / path, target / path, symlinks=True, ignore=own, dirs_exist_ok=True)


def _copy_files(source: Path, target: Path, paths: Iterable[str]) -> None:
    """Copy what is a file or a link; what is neither any more, or is gone, is not."""
    real: dict[str, bool] = {"": True}
    for path in paths:
        if _has_real_folder(source, path, real):
            try:
                mode = (source / path).lstat().st_mode
            except FileNotFoundError:
                continue
            copied = target / path
            if stat.S_ISLNK(mode) or stat.S_ISREG(mode):
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / path, copied, follow_symlinks=False)


def _has_real_folder(source: Path, path: str, real: dict[str, bool]) -> bool:
    """Whether a path leads through folders alone: a link in their place is a file of its own."""
    parent = os.path.dirname(path)  # noqa: PTH120 (a key of the dictionary)
    if parent not in real:
        above = _has_real_folder(source, parent, real)
        real[parent] = above and (source / parent).is_dir() and not (source / parent).is_symlink()
    return real[parent]


def _fill_gaps(source: Path, target: Path, entries: Iterable[Tracked]) -> None:
    """Write what a sparse checkout leaves out of the working tree."""
    lines = [
        each.line
        for each in entries
        if each.tag == SKIPPED and not each.is_submodule and not os.path.lexists(target / each.path)
    ]
    if lines:
        write_entries(git_folder_of(source), b"".join(line + b"\0" for line in lines), target)


def _is_part_of(source: Path, path: str, folder: Path) -> bool:
    """Whether a path lies in a folder that is itself within the repository."""
    top = source.resolve()
    return folder != top and folder.is_relative_to(top) and (top / path).is_relative_to(folder)


def _is_empty(folder: Path) -> bool:
    return not folder.is_dir() or not any(folder.iterdir())


def _is_worktree_of(repository: Path, folder: Path) -> bool:
    """Whether a folder is another working tree of the same repository: it is no part of this."""
    if not is_repository(folder):
        return False
    here, there = (common_folder_of(git_folder_of(each)) for each in (repository, folder))
    return here.resolve() == there.resolve()
