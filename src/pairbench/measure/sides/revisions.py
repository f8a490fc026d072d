"""Which commits a gate compares: the one to judge, and the one that it is compared with."""

import os
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.errors import UsageError
from pairbench.measure.sides.git import NO_COMMIT, asked_of_git, said_by_git

TREE = "the working tree"

DEFAULT_BRANCHES = ("origin/main", "origin/master", "main", "master")
"""Looked for in this order where the remote does not say which branch is its default."""

DEEPEN = "'git fetch --unshallow' brings the rest (with actions/checkout: 'fetch-depth: 0')"

NEW = "?? "
"""What git's status says of a file or folder that it does not know."""

WRITTEN = {"runs", "html"}
RUN = "runs/*/run.json"
"""What a run writes into its folder; where git does not ignore it, it is no change."""

EXACT = "--exact-base compares with its tip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The commit that a head is compared with, and how it was found, in words.

    ``same`` where it is the commit of the head as well: then only what is not committed differs.
    """

    commit: str
    how: str
    same: bool


def repository_of(folder: Path) -> Path:
    """The top folder of the git repository that a folder belongs to.

    Raises:
        UsageError: it belongs to none, or git is not there, or will not read it.
    """
    said = said_by_git(folder, "rev-parse", "--show-toplevel")
    top = Path(os.fsdecode(said.removesuffix(b"\n")))
    if not folder.resolve().is_relative_to(top.resolve()):
        raise UsageError(
            f"{folder} is of a repository whose working tree is {top}: call this there, with the "
            "variable GIT_DIR set to the repository's own folder"
        )
    return top


def commit_of(repository: Path, revision: str) -> str:
    """The commit that a revision names; a branch that only the remote has is found there.

    Raises:
        UsageError: it names none.
    """
    return _named(repository, revision)[0]


def base_commit(repository: Path, base: str | None, head: str | None, *, exact: bool) -> Base:
    """The commit to compare with: where the head branched off, or the tip of ``base`` if exact.

    ``base`` is the default branch where none is named, and ``head`` the working tree. On the
    default branch itself, what is not committed is compared with the last commit, and the last
    commit with the one before it.

    Raises:
        UsageError: there is no such commit, or it cannot be known; the message says what to do.
    """
    judged = _named(repository, "HEAD" if head is None else head)[0]
    tip, name = _default_branch(repository) if base is None else _named(repository, base)
    if exact:
        return _base(tip, f"the tip of {name}", judged)
    fork = _fork(repository, (tip, name), (judged, head or "HEAD"))
    if base is None and fork == judged:
        return _last_change(repository, judged, name, head)
    if fork == tip:
        return _base(tip, name, judged)
    if fork == judged and head is not None:
        raise UsageError(
            f"{head} is part of {name}, and has nothing that {name} has not: there is nothing of "
            f"its own to compare; {EXACT}"
        )
    return _base(fork, f"where {head or TREE} branched off {name}", judged)


def commits_between(repository: Path, good: str, bad: str) -> tuple[str, ...]:
    """The commits after a good one up to a bad one, along first parents, the oldest first.

    Raises:
        UsageError: the good one does not lead to the bad one, or both are the same.
    """
    older, newer = commit_of(repository, good), commit_of(repository, bad)
    if older == newer:
        raise UsageError(f"{good} and {bad} are one commit: there is nothing between them")
    said = said_by_git(repository, "rev-list", "--first-parent", "--reverse", f"{older}..{newer}")
    commits = tuple(said.decode().split())
    if commits and _found(repository, f"{commits[0]}^1") == older:
        return commits
    if _is_shallow(repository):
        raise UsageError(f"{good} does not lead to {bad} in this shallow clone: {DEEPEN}")
    if asked_of_git(repository, "merge-base", older, newer) == newer:
        raise UsageError(f"{good} comes after {bad}: write the older one first, '{bad} {good}'")
    raise UsageError(
        f"{good} is not among the commits that {bad} comes from by first parents: "
        f"'git log --first-parent {bad}' lists them"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """The commits of a branch that was merged: after the good one, up to the bad one."""

    good: str
    bad: str


def merged_with(repository: Path, commit: str) -> Branch | None:
    """The branch that a merge brought, where it has several commits; None for other commits."""
    merged, ours = _found(repository, f"{commit}^2"), _found(repository, f"{commit}^1")
    if merged is None or ours is None:
        return None
    fork = asked_of_git(repository, "merge-base", ours, merged)
    if fork is None:
        return None
    try:
        several = len(commits_between(repository, fork, merged)) > 1
    except UsageError:
        return None
    return Branch(good=fork[:12], bad=merged[:12]) if several else None


def headline(repository: Path, commit: str) -> str:
    """A commit in one line, as git writes it.

    Raises:
        UsageError: git refused.
    """
    said = said_by_git(repository, "log", "-1", "--format=%h %s", commit)
    return said.decode(errors="replace").strip()


def _base(commit: str, how: str, judged: str) -> Base:
    return Base(commit=commit, how=how, same=commit == judged)


def is_changed(repository: Path) -> bool:
    """Whether the working tree has what no commit has.

    What git ignores does not count, and a folder of run sets and reports does not.

    Raises:
        UsageError: git refused.
    """
    # Whatever the user wants to be told of: what is new counts, and submodules do.
    everything = ("-z", "--untracked-files=normal", "--ignore-submodules=none")
    said = said_by_git(repository, "status", "--porcelain", *everything)
    found = [os.fsdecode(each) for each in said.split(b"\0") if each]
    return any(not _is_written_by_us(repository, each) for each in found)


def _is_written_by_us(repository: Path, status: str) -> bool:
    """Whether a line of the status is of a new folder with nothing in it but what a run writes."""
    if not (status.startswith(NEW) and status.endswith("/")):
        return False
    folder = repository / status.removeprefix(NEW)
    try:
        return {each.name for each in folder.iterdir()} <= WRITTEN and any(folder.glob(RUN))
    except OSError:  # it cannot be read: whose it is, is not known
        return False


def _last_change(repository: Path, judged: str, name: str, head: str | None) -> Base:
    """What a head is compared with that has nothing which the default branch has not."""
    if head is None and is_changed(repository):
        return _base(judged, f"the last commit, for HEAD has nothing that {name} has not", judged)
    before = asked_of_git(repository, "rev-parse", "--verify", "--quiet", f"{judged}^1^{{commit}}")
    if before is not None:
        how = f"the commit before, for {head or 'HEAD'} has nothing that {name} has not"
        return _base(before, how, judged)
    if _is_shallow(repository):
        raise UsageError(
            f"the commit before {head or 'HEAD'} is not here, for this is a shallow clone: {DEEPEN}"
        )
    raise UsageError(
        f"{head or 'HEAD'} is the first commit and nothing has changed since: there is nothing to "
        "compare with; name a revision with --base"
    )


def _fork(repository: Path, base: tuple[str, str], head: tuple[str, str]) -> str:
    """Where two commits, given with their names, branched off each other."""
    found = asked_of_git(repository, "merge-base", base[0], head[0])
    if found is not None:
        return found
    if _is_shallow(repository):
        raise UsageError(
            f"where {head[1]} branched off {base[1]} is not here, for this is a shallow clone: "
            f"{DEEPEN}; {EXACT}"
        )
    raise UsageError(
        f"{base[1]} and {head[1]} have no commit in common, so neither branched off the other; "
        f"{EXACT}"
    )


def _default_branch(repository: Path) -> tuple[str, str]:
    """The branch that others branch off, with its commit: the remote's own, or the usual one."""
    said = asked_of_git(
        repository, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"
    )
    own = asked_of_git(repository, "config", "--get", "init.defaultBranch")
    others = (asked_of_git(repository, "remote") or "").split()
    of_others = [f"{each}/{name}" for each in others for name in ("HEAD", "main", "master")]
    names = [*dict.fromkeys(each for each in (said, *DEFAULT_BRANCHES, own, *of_others) if each)]
    for each in names:
        for kind in ("refs/remotes", "refs/heads"):
            # By the name alone, a tag that is called so would come first.
            if (commit := _found(repository, f"{kind}/{each}")) is not None:
                return commit, each
    tried = ", ".join(names)
    raise UsageError(f"there is no default branch here ({tried}): name a revision with --base")


def _named(repository: Path, revision: str) -> tuple[str, str]:
    """The commit that a revision names, and the name that it was found by."""
    for name in (revision, f"origin/{revision}"):
        commit = _found(repository, name)
        if commit is not None:
            return commit, name
    if _found(repository, "HEAD") is None:
        branches = said_by_git(repository, "for-each-ref", "--count=1", "--format=%(refname)")
        if not branches:
            raise UsageError(f"{repository} has no commit yet: a gate compares two revisions")
    raise UsageError(f"{revision!r} in {repository}: {NO_COMMIT}; {_remedy(repository, revision)}")


def _found(repository: Path, revision: str) -> str | None:
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    # Not in one go: of ":/words" all that follows is searched for, and "^name" is a name without.
    found = asked_of_git(repository, *verify, revision)
    if found is None or found.startswith("^"):
        return None
    return asked_of_git(repository, *verify, f"{found}^{{commit}}")


def _remedy(repository: Path, revision: str) -> str:
    """What helps where a revision is not there."""
    if not revision:
        return "the variable that it comes from is not set; without the option a gate finds its own"
    if _is_shallow(repository):
        return f"this is a shallow clone: {DEEPEN}"
    remote, _, branch = revision.partition("/")
    remotes = (asked_of_git(repository, "remote") or "").split("\n")
    if branch and remote in remotes:
        return f"'git fetch {remote} {branch}:refs/remotes/{revision}' brings it"
    return "'git branch --all' and 'git tag' list what there is"


def _is_shallow(repository: Path) -> bool:
    return asked_of_git(repository, "rev-parse", "--is-shallow-repository") == "true"
