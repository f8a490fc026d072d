"""What a pair used at a side, and what of that is the project's but no part of the side."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from glob import escape
from pathlib import Path, PurePath

METADATA = (".dist-info", ".egg-info")
"""Folders that only say what is installed: the version of a project may be read there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedModule:
    """A module that was loaded, and the file that it came from; by which program, if by another.

    ``is_early`` says that it was there before anything of the pair was.
    """

    name: str
    path: Path
    program: str = ""
    is_early: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Everything that a process used to load a pair and to call it; all links are followed.

    ``files`` were opened for reading, ``folders`` listed, and ``looked_at`` asked for, whether
    they are there or not. ``kept`` were written by one call and read by a later one, ``found`` were
    read where all of a run leave what is temporary, and written by another process. ``started`` is
    what programs that were started would load of the project, ``named`` the files and folders that
    their command lines name. ``unknown`` says why there may be more than this. The code of
    ``native`` libraries may read files unseen. ``installed`` are the folders of the interpreter and
    of what it has installed. ``raised`` is what ended the process early.
    """

    modules: tuple[UsedModule, ...]
    files: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()
    found: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    looked_at: tuple[Path, ...] = ()
    started: tuple[UsedModule, ...] = ()
    named: tuple[Path, ...] = ()
    missed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    native: tuple[str, ...] = ()
    installed: tuple[Path, ...] = ()
    interpreter: str = ""
    raised: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is a side's own: its tree, and the folders of what was installed for it alone."""

    tree: Path
    own: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What both sides are revisions of: a repository, and the folder in it that is gated.

    ``names`` are the modules that the project consists of, ``copies`` the files of it that are
    installed in the interpreter of the harness. ``sources`` are relative to the folder. ``settled``
    says that what is compiled of it is all there is to be: each side was built, or its user wants
    it without what would have to be.
    """

    repository: Path
    inside: Path = Path()
    sources: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    copies: frozenset[Path] = frozenset()
    settled: bool = False


CUSTOMISING = ("sitecustomize", "usercustomize")
"""Modules that an interpreter loads when it starts, whoever has one; nobody else loads them."""


class _Owner(Enum):
    """Whose a file is."""

    SIDE = "this side's"
    OTHER = "the other side's"
    PROJECT = "the project's, as its user has it"
    INSTALLED = "installed, or part of the interpreter"
    NOBODY = "anything else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """What of the project is no part of a side: what it is called, its file, and who loads it.

    A module that is early was loaded before a side's own could have been.
    """

    name: str
    path: Path
    program: str = ""
    is_early: bool = False


def strangers(
    usage: Usage, ground: Ground, other: Ground, project: Project
) -> tuple[Stranger, ...]:
    """What of the project was used that is no part of this side.

    An interpreter, its library and what others made are no strangers. Nor is a file of the
    project's folder that is in no revision: both sides are given the same.
    """
    found: dict[Path, Stranger] = {}
    roots = _roots(usage, ground, other, project)
    for module in usage.modules:
        owner = _owner(module.path, roots)
        if owner is not _Owner.SIDE and (
            owner in {_Owner.OTHER, _Owner.PROJECT}
            or (module.name not in CUSTOMISING and is_named(module.name, project.names))
            or module.path in project.copies
            or (owner is _Owner.NOBODY and _is_of_another_copy(module, (ground, other)))
        ):
            found.setdefault(
                module.path,
                Stranger(name=module.name, path=module.path, is_early=module.is_early),
            )
    for path in (*usage.files, *usage.folders, *usage.named):
        if path not in found and _is_strange(path, roots, (ground, other), project):
            found[path] = Stranger(name=path.name, path=path)
    for each in usage.started:
        if (
            _owner(each.path, roots) in {_Owner.OTHER, _Owner.PROJECT}
            or each.path in project.copies
        ):
            found.setdefault(
                each.path, Stranger(name=each.name, path=each.path, program=each.program)
            )
    return tuple(found.values())


def passed_on(base: Usage, head: Usage) -> tuple[Path, ...]:
    """The files that calls at one side keep and that calls at the other find."""
    at_base, at_head = ({*each.kept, *each.files, *each.found} for each in (base, head))
    return tuple(sorted(at_head.intersection(base.kept) | at_base.intersection(head.kept)))


def in_words(found: tuple[Stranger, ...]) -> str:
    """What came from where, in a sentence."""
    first = found[0]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    by = f" for {first.program}" if first.program else ""
    return f"{first.name} comes from {first.path}{by}, outside the revision{more}"


def own_path(path: Path, ground: Ground) -> Path | None:
    """A path of a side relative to the folder of its own that it lies in."""
    folders = sorted((ground.tree, *ground.own), key=_depth, reverse=True)
    for folder in folders:
        if path.is_relative_to(folder):
            return path.relative_to(folder)
    return None


def _roots(
    usage: Usage, ground: Ground, other: Ground, project: Project
) -> list[tuple[Path, _Owner]]:
    """Folders by whose they are, the innermost first: an environment may lie in a repository."""
    own, others = (ground.tree, *ground.own), (other.tree, *other.own)
    # All of an environment that was made for a side is the side's.
    installed = [
        each
        for each in usage.installed
        if not any(each.is_relative_to(folder) for folder in (*own, *others))
    ]
    roots = {
        project.repository: _Owner.PROJECT,
        **dict.fromkeys(installed, _Owner.INSTALLED),
        **dict.fromkeys(others, _Owner.OTHER),
        **dict.fromkeys(own, _Owner.SIDE),
    }
    return sorted(roots.items(), key=lambda each: _depth(each[0]), reverse=True)


def _owner(path: Path, roots: list[tuple[Path, _Owner]]) -> _Owner:
    return next((owner for root, owner in roots if path.is_relative_to(root)), _Owner.NOBODY)


def _is_strange(
    path: Path,
    roots: list[tuple[Path, _Owner]],
    grounds: tuple[Ground, Ground],
    project: Project,
) -> bool:
    if any(part.endswith(METADATA) for part in path.parts):
        return False
    owner = _owner(path, roots)
    if owner is _Owner.PROJECT:
        inside = path.relative_to(project.repository)
        return any((each.tree / inside).exists() for each in grounds)
    return owner is _Owner.OTHER or (owner is not _Owner.SIDE and path in project.copies)


def _is_of_another_copy(module: UsedModule, grounds: tuple[Ground, Ground]) -> bool:
    """Whether a side has the same file in a folder of the same name: it comes from another clone.

    Where that folder is not known to hold sources, its names are not known to be the project's.
    """
    depth = module.name.count(".") + (3 if module.path.stem == "__init__" else 2)
    tail = escape(str(PurePath(*module.path.parts[1:][-depth:])))
    return any(next(each.tree.rglob(tail), None) is not None for each in grounds)


def is_named(name: str, names: frozenset[str]) -> bool:
    """Whether a module is one of those with these names, or lies in one."""
    return any(prefix in names for prefix in _prefixes(name))


def _prefixes(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[: end + 1]) for end in range(len(parts)))


def _depth(path: Path) -> int:
    return len(path.parts)
