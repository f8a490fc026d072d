"""Folders that are kept on a branch, in every version that it has had: nothing is checked out.

What was kept there is written as it is, byte for byte: no attribute and no filter applies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath

from pairbench.core.errors import UsageError
from pairbench.measure.sides.contents import writing
from pairbench.measure.sides.git import listed_by_git, said_by_git
from pairbench.measure.sides.revisions import commit_of

AT_A_TIME = 200
"""So many files are in memory at once."""

FILE = "100"
"""How the mode of a file begins; links and submodules have others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A folder as a commit of the branch has left it."""

    commit: str
    place: PurePosixPath

    def __str__(self) -> str:
        """As a person would name it."""
        return f"{self.commit[:9]}:{self.place}"


def versions_on(repository: Path, branch: str, holding: str) -> list[Version]:
    """The folders at the tip of a branch that hold a file of this name, in each of their versions.

    The oldest come first. A folder within another one of them is a part of it, and one that a later
    commit has removed is none.

    Raises:
        UsageError: there is no such branch, or git refused.
    """
    tip = commit_of(repository, branch)
    names = listed_by_git(repository, "ls-tree", "-r", "--full-tree", "--name-only", tip)
    every = {path.parent for path in map(PurePosixPath, names) if path.name == holding}
    places = {each for each in every if not every.intersection(each.parents)}
    said = said_by_git(
        repository,
        *("log", "--reverse", "--first-parent", "-m", "--root", "--no-renames", "--diff-filter=AM"),
        *("--format=%x00%H", "--name-only", tip, "--", f":(top,glob)**/{holding}"),
        settings={"core.quotePath": "false", "log.showSignature": "false"},
    )
    changes = (entry.split(b"\n") for entry in said.split(b"\0")[1:])
    return [
        Version(commit=commit.decode(), place=path.parent)
        for commit, *changed in changes
        for path in _paths(changed)
        if path.parent in places
    ]


def write_version(repository: Path, version: Version, folder: Path) -> None:
    """Write the files of a version into a folder that does not exist yet.

    Raises:
        UsageError: they cannot be read or written.
    """
    tree = f"{version.commit}:{_tree(version)}"
    said = said_by_git(repository, "ls-tree", "-r", "-z", "--full-tree", tree)
    entries = (each.split(b"\t", 1) for each in said.split(b"\0") if each)
    files = [(name, about.split()[2]) for about, name in entries if about.startswith(FILE.encode())]
    with writing(folder):
        folder.mkdir(parents=True)
        waiting = iter(files)
        while some := list(islice(waiting, AT_A_TIME)):
            contents = _contents(repository, [each for _, each in some])
            for (name, _), content in zip(some, contents, strict=True):
                path = _inside(name, version)
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)


def _tree(version: Version) -> str:
    return "" if version.place == PurePosixPath() else str(version.place)


def _inside(name: bytes, version: Version) -> PurePosixPath:
    """The path of a file; a tree that was not made by git may try to lead elsewhere."""
    path = PurePosixPath(name.decode(errors="surrogateescape"))
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(f"{version}: {path} leads out of the folder: nothing is read from there")
    return path


def _contents(repository: Path, objects: Sequence[bytes]) -> Iterator[bytes]:
    """The content of each object, as ``cat-file --batch`` writes them: a line, then the bytes."""
    said = said_by_git(repository, "cat-file", "--batch", given=b"\n".join([*objects, b""]))
    at = 0
    for _ in objects:
        line, _, _ = said[at : at + 200].partition(b"\n")
        if line.endswith(b" missing"):
            raise UsageError(
                f"{repository} lacks files of the branch, as a partial clone does: fetch all of it"
            )
        size_bytes = int(line.split()[2])
        at += len(line) + 1
        yield said[at : at + size_bytes]
        at += size_bytes + 1


def _paths(names: Sequence[bytes]) -> list[PurePosixPath]:
    return [PurePosixPath(each.decode(errors="surrogateescape")) for each in names if each]
