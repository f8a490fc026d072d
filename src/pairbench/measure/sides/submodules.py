"""Which repositories lie within a repository, and where they keep their objects."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pairbench.measure.sides.git import Store, asked_of_git, said_by_git

SUBMODULE = "160000"
"""The mode of an entry that records a commit of another repository."""

SKIPPED = "S"
"""The tag of an entry that a sparse checkout leaves out of the working tree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """An entry of an index: what git knows of one file, or of one submodule."""

    tag: str
    mode: str
    object: str
    stage: str
    path: str

    @property
    def is_submodule(self) -> bool:
        """Whether it records a commit of another repository."""
        return self.mode == SUBMODULE

    @property
    def line(self) -> bytes:
        """The entry as ``update-index --index-info`` reads it."""
        return f"{self.mode} {self.object} {self.stage}\t".encode() + os.fsencode(self.path)


def tracked(where: Path | Store) -> Iterator[Tracked]:
    """The entries of the index of a store, or of the repository of a folder."""
    for line in said_by_git(where, "ls-files", "-z", "-t", "--stage").split(b"\0"):
        if line:
            known, _, path = line.partition(b"\t")
            tag, mode, name, stage = known.decode("ascii").split(" ")
            yield Tracked(tag=tag, mode=mode, object=name, stage=stage, path=os.fsdecode(path))


def git_folder_of(folder: Path) -> Path:
    """Where the repository of a folder keeps what git knows of its working tree."""
    said = said_by_git(folder, "rev-parse", "--absolute-git-dir")
    return Path(os.fsdecode(said.removesuffix(b"\n")))


def common_folder_of(git_folder: Path) -> Path:
    """Where the worktrees of a repository have in common what they share."""
    try:
        shared = os.fsdecode((git_folder / "commondir").read_bytes().removesuffix(b"\n"))
    except OSError:
        return git_folder
    return Path(os.path.normpath(git_folder / shared))


def is_repository(folder: Path) -> bool:
    """Whether a folder is the top of a repository of its own."""
    if not os.path.lexists(folder / ".git"):
        return False
    top = asked_of_git(folder, "rev-parse", "--show-toplevel")
    return top is not None and Path(top).resolve() == folder.resolve()


def names_of(where: Path | Store) -> Mapping[str, str]:
    """The names of submodules by their paths, as the revision itself says."""
    said = asked_of_git(
        where, "config", "--file", ".gitmodules", "-z", "--get-regexp", r"^submodule\..*\.path$"
    )
    names = {}
    for each in (said or "").split("\0"):
        key, _, path = each.partition("\n")
        names[path] = key.removeprefix("submodule.").removesuffix(".path")
    return names


def store_of(git_folder: Path, name: str, place: Path, commit: str) -> Path | None:
    """The git folder of a submodule that has a commit; None where no copy at hand has it.

    ``place`` is where the working tree has it, or would have it.
    """
    for found in _candidates(git_folder, name, place):
        store = Store(git_folder=found, tree=found)
        if asked_of_git(store, "cat-file", "-e", f"{commit}^{{commit}}") is not None:
            return found
    return None


def _candidates(git_folder: Path, name: str, place: Path) -> Iterator[Path]:
    if is_repository(place):
        yield git_folder_of(place)
    if ".." not in PurePosixPath(name).parts:
        common = common_folder_of(git_folder)
        # Each worktree has submodules of its own; they hold the same objects, or more.
        homes = [git_folder, common, *sorted(common.glob("worktrees/*"))]
        folders = (each / "modules" / name for each in homes)
        yield from (each for each in folders if (each / "HEAD").exists())
