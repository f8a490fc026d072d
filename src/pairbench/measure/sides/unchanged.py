"""Lets the files that git calls unchanged be the same bytes in a commit's files as in the tree.

What is in a working tree need not be what git would write: with line ends of its own, a filter that
was set up later, or a mode that the file system does not keep, git still sees no change. Nor may
there be one between the sides of a gate.
"""

import filecmp
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from pairbench.measure.sides.contents import writing
from pairbench.measure.sides.git import listed_by_git


def keep_unchanged(repository: Path, commit: str, base: Path, head: Path) -> None:
    """Write the files of ``head``, a copy of the working tree, over their like in ``base``.

    ``base`` has the files of the commit. Those that git calls changed stay as they are, and so do
    those that it was told to take for unchanged.

    Raises:
        UsageError: git refused, or a file cannot be written.
    """
    changed = set(listed_by_git(repository, "diff", "--name-only", "--no-renames", commit))
    looked_at = [each for each in _looked_at(repository) if each not in changed]
    with writing(base):
        for path in looked_at:
            mine, theirs = base / path, head / path
            if _is_file(mine) and _is_file(theirs) and not _same(mine, theirs):
                shutil.copy2(theirs, mine)


def _looked_at(repository: Path) -> Iterator[str]:
    """The files that git itself looks at to see whether they are changed."""
    for line in listed_by_git(repository, "ls-files", "-v"):
        tag, _, path = line.partition(" ")
        if tag == "H":
            yield path


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _same(first: Path, second: Path) -> bool:
    modes = {stat.S_IMODE(each.stat().st_mode) & stat.S_IXUSR for each in (first, second)}
    return len(modes) == 1 and filecmp.cmp(first, second, shallow=False)
