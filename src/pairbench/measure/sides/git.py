"""Asks git about a repository, read-only and whatever the caller's environment says.

A hook runs with ``GIT_DIR``, ``GIT_INDEX_FILE`` and others set to the repository that it is of;
here the folder says which repository is meant. Only where it belongs to none by itself, and lies in
the working tree that the caller's variables name, it is their repository (``GIT_DIR`` of a bare
one, ``core.worktree``).
"""

import os
import subprocess  # nosec B404: asks git for the files
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pairbench.core.errors import UsageError

OF_ONE_REPOSITORY = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_ATTR_SOURCE",
        "GIT_COMMON_DIR",
        "GIT_CONFIG",
        "GIT_DIR",
        "GIT_GLOB_PATHSPECS",
        "GIT_GRAFT_FILE",
        "GIT_ICASE_PATHSPECS",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INDEX_VERSION",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NAMESPACE",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""What git calls local to a repository, and what changes how it reads names. The configuration
that a container gives by variables (``safe.directory``, most often) is nobody's repository, and
stays."""

HANDS_OFF = {
    "core.fsmonitor": "false",
    # An index that is written tells a hook.
    "core.hooksPath": os.devnull,
    # A split index would put its larger half into the repository.
    "core.splitIndex": "false",
    "core.sparseCheckout": "false",
    "index.sparse": "false",
    "submodule.recurse": "false",
}
"""Settings under which git writes nothing beside what it is asked for, and leaves nothing out."""

NO_COMMIT = "it names no commit"

NO_REPOSITORY = "not a git repository"
"""What git says of a folder that belongs to none."""


class GitError(UsageError):
    """Git refused; the message is one line that says what was asked and what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Where a repository keeps its objects, and the files and the index that it is asked with."""

    git_folder: Path
    tree: Path
    index: Path | None = None


def environment_without_repository() -> dict[str, str]:
    """The environment of this process without what says which repository git is to use."""
    return {name: value for name, value in os.environ.items() if name not in OF_ONE_REPOSITORY}


def said_by_git(
    where: Path | Store,
    *arguments: str | bytes,
    given: bytes | None = None,
    settings: Mapping[str, str] | None = None,
) -> bytes:
    """What git writes when it is asked in a folder, or about a store.

    Raises:
        UsageError: git is not there, or refused.
    """
    done = _run(where, arguments, given, settings)
    if done.returncode != 0:
        raise _refusal(where, arguments, done)
    return done.stdout


def listed_by_git(where: Path | Store, command: str, *arguments: str) -> list[str]:
    """The names that a command of git lists, which it is asked to keep apart by zeros.

    Raises:
        UsageError: git is not there, or refused.
    """
    said = said_by_git(where, command, "-z", *arguments)
    return [os.fsdecode(each) for each in said.split(b"\0") if each]


def asked_of_git(where: Path | Store, *arguments: str | bytes) -> str | None:
    """The line that git answers with; None where it answers by failing.

    Raises:
        UsageError: git is not there.
    """
    done = _run(where, arguments, None, None)
    if done.returncode != 0:
        return None
    return os.fsdecode(done.stdout.removesuffix(b"\n"))


def _run(
    where: Path | Store,
    arguments: tuple[str | bytes, ...],
    given: bytes | None,
    settings: Mapping[str, str] | None,
) -> subprocess.CompletedProcess[bytes]:
    options = [f"{name}={value}" for name, value in {**HANDS_OFF, **(settings or {})}.items()]
    called = [*(part for option in options for part in ("-c", option)), *arguments]
    if not isinstance(where, Store):
        return _called(where, called, given, _named_by_caller(where))
    variables = {"GIT_DIR": str(where.git_folder), "GIT_WORK_TREE": str(where.tree)}
    if where.index is not None:
        variables["GIT_INDEX_FILE"] = str(where.index)
    return _called(where.tree, called, given, variables)


def _called(
    folder: Path,
    arguments: Sequence[str | bytes],
    given: bytes | None,
    variables: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[bytes]:
    # Questions take no lock, nobody is there to be asked for a password, and what is said is read
    # here.
    environment = environment_without_repository() | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "LANGUAGE": "C",
    }
    try:
        return subprocess.run(  # noqa: S603 # nosec B603 B607: git, without a shell
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            capture_output=True,
            check=False,
            env={**environment, **variables},
            input=b"" if given is None else given,
        )
    except FileNotFoundError as error:
        raise UsageError("git is not installed: a gate compares two revisions") from error


def _named_by_caller(folder: Path) -> Mapping[str, str]:
    """The variables that name the caller's repository, for a folder in its working tree alone.

    None where the folder is of a repository by itself, whoever may read that.
    """
    names = ("GIT_DIR", "GIT_WORK_TREE")
    own = tuple((name, os.environ[name]) for name in names if name in os.environ)
    return _named_by(own, folder, Path.cwd()) if "GIT_DIR" in os.environ else {}


@cache
def _named_by(own: tuple[tuple[str, str], ...], folder: Path, here: Path) -> Mapping[str, str]:
    """Asked once, and not before every question: a hook has such variables too."""
    if NO_REPOSITORY.encode() not in _called(folder, ["rev-parse"], None).stderr:
        return {}
    # What is relative is so from here on.
    asked = ["rev-parse", "--absolute-git-dir", "--show-toplevel"]
    said = os.fsdecode(_called(here, asked, None, dict(own)).stdout)
    git_folder, _, tree = said.removesuffix("\n").partition("\n")
    if not tree or not folder.resolve().is_relative_to(Path(tree).resolve()):
        return {}
    return {"GIT_DIR": git_folder, "GIT_WORK_TREE": tree}


def _refusal(
    where: Path | Store,
    arguments: tuple[str | bytes, ...],
    done: subprocess.CompletedProcess[bytes],
) -> GitError:
    folder = where.tree if isinstance(where, Store) else where
    said = " ".join(done.stderr.decode("utf-8", errors="replace").split())
    if "safe.directory" in said:
        return GitError(
            f"git does not read {folder}, because it belongs to another user: trust it with "
            f"'git config --global --add safe.directory {folder}'"
        )
    if NO_REPOSITORY in said:
        return GitError(f"{folder} is not a git repository: a gate compares two revisions of one")
    if "promisor remote" in said:
        store = where.git_folder if isinstance(where, Store) else where
        return GitError(
            f"{store} is of a partial clone, which lacks files that are wanted, and git cannot "
            "fetch them now: call the gate where the remote can be reached, or in a clone that was "
            "made without --filter"
        )
    if "must be run in a work tree" in said:
        return GitError(f"{folder} has no working tree: call the gate in one, or in a worktree")
    asked = " ".join(os.fsdecode(each) for each in arguments)
    return GitError(f"git {asked} failed in {folder}: {said or NO_COMMIT}")
