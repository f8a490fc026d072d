"""What a revision of a project requires, ready to be installed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which of a project's optional dependencies its pairs need: extras, groups, files.

    ``groups`` is None where the project does not say: then it is the group of the pairs, if any.
    """

    extras: tuple[str, ...] = ()
    groups: tuple[str, ...] | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A lock file that uv installs from, and what of it is asked for.

    ``declared`` are the requirements that it was made for: a lock that does not fit them is old.
    """

    declared: tuple[str, ...]
    pins: tuple[str, ...]
    extras: tuple[str, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A list of packages that is no part of what is installed.

    ``to_name`` is what would have to be named in which setting to make it a part. Of one that
    cannot be read ``problem`` says why, and ``content`` is a digest of what it holds.
    """

    name: str
    to_name: str
    asks: frozenset[str]
    problem: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies:
    """What is installed for a revision that lies in a folder.

    ``requirements`` and ``constraints`` are as pip takes them; a package of the revision's own tree
    stands there with its folder, and is in ``local`` by name as well. ``options`` are those of
    requirement files, ``by_default`` the name of the one that was read because nothing else
    declares anything. ``itself`` says that only the project's own builder knows what it requires:
    then it is installed. ``unread`` are the digests of files that say something about dependencies
    and cannot be installed from, and ``refused`` says what cannot be resolved, and why. ``asked``
    are requirements that no revision declares: somebody wants to see what they change. ``beside``
    are the lists that nothing is installed from though the settings might name them.
    """

    folder: Path
    requirements: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    by_default: str = ""
    local: Mapping[str, Path] = field(default_factory=dict)
    lock: Lock | None = None
    itself: str | None = None
    unread: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
