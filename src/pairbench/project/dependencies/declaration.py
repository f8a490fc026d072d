"""Reads what a revision of a project requires, from whichever of its files declares it."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pairbench.core.authoring.dependencies import Chosen, Dependencies, Lock
from pairbench.project.dependencies.files import Lines, lines_of
from pairbench.project.dependencies.groups import (
    extras_at,
    group_requirements,
    groups_at,
    groups_of,
    names_in,
)
from pairbench.project.dependencies.local import (
    Places,
    developed_elsewhere,
    places,
    upwards,
    workspace_members,
)
from pairbench.project.dependencies.locks import locked, pylock_lines, read_lock
from pairbench.project.dependencies.named import builder_files
from pairbench.project.dependencies.poetry import (
    lock_constraints,
    of_poetry_groups,
    poetry_requirements,
)
from pairbench.project.dependencies.requirement import (
    address_of,
    anywhere,
    applies,
    as_meant,
    extras_of,
    name_of,
    placed,
    usual,
)
from pairbench.project.dependencies.setuptools import setup_requirements
from pairbench.project.dependencies.standard import standard_requirements
from pairbench.project.dependencies.unread import lists_beside, unread_files, unread_tables
from pairbench.project.settings import read_tables

BY_DEFAULT = "requirements.txt"
"""The file that is read where a project declares nothing in another way."""


def dependencies_of(folder: Path, tree: Path, chosen: Chosen) -> Dependencies:
    """What a revision requires whose project lies in a folder of its tree.

    Extras and groups that this revision does not have are not asked of it.

    Raises:
        UsageError: a file cannot be read, or says what cannot be understood.
    """
    pyproject = read_tables(folder)
    extras, groups = extras_at(pyproject, chosen), groups_at(pyproject, chosen)
    found, fixed = _found(folder, tree, chosen, pyproject, extras, groups)
    known = {anywhere(each) for each in (*found.requirements, *found.constraints, *fixed)}
    lists = () if chosen.files else lists_beside(folder, tree, pyproject, extras, groups)
    others = (
        replace(each, asks=frozenset(one for one in each.asks if anywhere(one) not in known))
        for each in lists
    )
    return replace(found, beside=tuple(each for each in others if each.asks or each.problem))


def _found(
    folder: Path,
    tree: Path,
    chosen: Chosen,
    pyproject: Mapping[str, Any],
    extras: Sequence[str],
    groups: Sequence[str],
) -> tuple[Dependencies, tuple[str, ...]]:
    """What is installed, and the versions that a lock of uv fixes."""
    unread = {} if chosen.files else unread_files(folder)
    lock = _uv_lock(folder, tree)
    if lock is None and not chosen.files:
        unread |= dict(unread_tables(pyproject))
    name = pyproject.get("project", {}).get("name")
    known = places(folder, tree, pyproject, tuple(map(usual, groups)))
    if lock is not None and name and not chosen.files:
        of_uv = names_in(_of_uv(pyproject))
        own = [each for each in groups if usual(each) in of_uv]
        declared = _declared(folder, pyproject, chosen, extras, own)[0].requirements
        # Of what other tools call a group, uv knows nothing: it comes on top of the lock.
        others = [each for each in groups if usual(each) not in of_uv]
        found = locked(lock, name, extras, own)
        needed = tuple(_of_groups(folder, pyproject, others))
        lines = Lines(requirements=needed, constraints=found.constraints if needed else ())
        on_top = _resolved(folder, known, lines, False, unread)  # noqa: FBT003
        its_lock = Lock(declared=declared, pins=found.pins, extras=tuple(extras), groups=tuple(own))
        local = {**on_top.local, **found.local}
        return replace(on_top, lock=its_lock, local=local), found.constraints
    lines, itself = _declared(folder, pyproject, chosen, extras, groups)
    return _resolved(folder, known, lines, itself, unread), ()


def mark_of(found: Dependencies, tree: Path) -> str:
    """A text that is the same for two revisions whose pairs need the same."""
    said = [
        sorted({as_meant(each) for each in found.requirements if applies(each)}),
        sorted(set(map(as_meant, found.constraints))),
        list(found.options),
        None if found.lock is None else [sorted(found.lock.declared), *found.lock.pins],
        found.itself,
        list(found.refused),
    ]
    text = json.dumps(said)
    for place in (str(tree.resolve()), str(tree)):
        text = text.replace(place, "")
    return text


def _declared(
    folder: Path,
    pyproject: Mapping[str, Any],
    chosen: Chosen,
    extras: Sequence[str],
    groups: Sequence[str],
) -> tuple[Lines, bool]:
    """The lines as they are declared, and whether only the builder knows them all."""
    if chosen.files:
        return _of_files([folder / each for each in chosen.files]), False
    tool = pyproject.get("tool", {})
    poetry = tool.get("poetry", {})
    own: Iterable[str] | None
    if "project" in pyproject:
        own = _of_project(folder, pyproject, extras)
    elif "poetry" in tool:
        own = poetry_requirements(folder, poetry, extras, groups)
    elif "flit" in tool:
        own = tool["flit"].get("metadata", {}).get("requires", [])
    elif members := workspace_members(folder, pyproject):
        own = members
    else:
        own = setup_requirements(folder, extras)
    requirements = (*(own or ()), *_of_groups(folder, pyproject, groups))
    if own is not None and not requirements and (folder / BY_DEFAULT).is_file():
        return replace(_of_files([folder / BY_DEFAULT]), by_default=BY_DEFAULT), False
    pins = (*_pins(folder, groups), *tool.get("uv", {}).get("constraint-dependencies", ()))
    return Lines(requirements=requirements, constraints=pins), own is None


def _of_project(
    folder: Path, pyproject: Mapping[str, Any], extras: Sequence[str]
) -> list[str] | None:
    """What a project by the standard requires; None where only its builder knows."""
    poetry = pyproject.get("tool", {}).get("poetry", {})
    own: Iterable[str] | None = standard_requirements(folder, pyproject, extras)
    if own is None and "dependencies" in poetry:
        own = poetry_requirements(folder, poetry, extras, ())
    elif own is None and (folder / "setup.py").is_file():
        own = setup_requirements(folder, extras) or None
    return None if own is None else list(own)


def _of_groups(folder: Path, pyproject: Mapping[str, Any], groups: Sequence[str]) -> Iterator[str]:
    """What these groups require, whichever tool they are of."""
    if "project" in pyproject:
        # Where Poetry's tables are all there is, they say this together with the rest.
        poetry = pyproject.get("tool", {}).get("poetry", {})
        yield from of_poetry_groups(folder, poetry, groups)
    grouped = groups_of(pyproject)
    yield from group_requirements(grouped, [each for each in groups if usual(each) in grouped])


def _pins(folder: Path, groups: Sequence[str]) -> tuple[str, ...]:
    """The versions that a lock of Poetry, or one of the standard, fixes."""
    found: list[str] = []
    if (folder / "poetry.lock").is_file():
        found += lock_constraints(read_lock(folder / "poetry.lock"), groups)
    if (folder / "pylock.toml").is_file():
        found += pylock_lines(folder / "pylock.toml")
    return tuple(found)


def _of_files(paths: Iterable[Path]) -> Lines:
    each = [lines_of(path) for path in paths]
    return Lines(
        requirements=tuple(line for one in each for line in one.requirements),
        constraints=tuple(line for one in each for line in one.constraints),
        options=tuple(line for one in each for line in one.options),
    )


def _resolved(
    folder: Path,
    known: Places,
    lines: Lines,
    itself: bool,  # noqa: FBT001 (the second half of what was declared)
    unread: Mapping[str, str],
) -> Dependencies:
    """The lines with the places of what is no index's, and what follows from those."""
    named = [each.replace("{root:uri}", address_of(folder)) for each in lines.requirements]
    local = dict(_own_needed(named, known))
    required = [*named, *(f"{name} @ {address_of(place)}" for name, place in local.items())]
    names = {name for each in required if applies(each) and (name := name_of(each)) is not None}
    elsewhere = {
        name: address
        for name in names - known.addresses.keys()
        if (address := developed_elsewhere(name)) is not None
    }
    addresses = {**elsewhere, **known.addresses}
    placed_lines = dict.fromkeys(placed(each, addresses) for each in required)
    return Dependencies(
        folder=folder,
        requirements=tuple(placed_lines),
        constraints=tuple(each for each in lines.constraints if name_of(each) not in addresses),
        options=lines.options,
        by_default=lines.by_default,
        local=local,
        itself=_digest(builder_files(folder)) if itself else None,
        unread=unread,
        refused=tuple(
            f"{each}: {known.refused[each]}" for each in sorted(names & known.refused.keys())
        ),
    )


def _own_needed(required: Sequence[str], known: Places) -> Iterator[tuple[str, Path]]:
    """The packages of the tree that these lines need, and those that such packages need."""
    seen: set[str] = set()
    waiting = [*required]
    by_folder = {str(place.resolve()): name for name, place in known.own.items()}
    while waiting:
        line = waiting.pop(0)
        name = name_of(line) or by_folder.get(re.split(r"\[|\s*;", line)[0])
        if name in known.own and name not in seen:
            seen.add(name)
            place = known.own[name]
            yield name, place
            pyproject = read_tables(place)
            extras = extras_at(pyproject, Chosen(extras=extras_of(line), groups=()))
            inner, _ = _declared(place, pyproject, Chosen(), extras, ())
            waiting += inner.requirements


def _of_uv(pyproject: Mapping[str, Any]) -> Mapping[str, Any]:
    """The groups that uv knows: the standard's, and the one that it had before."""
    old = pyproject.get("tool", {}).get("uv", {})
    dev = {"dev": ()} if "dev-dependencies" in old else {}
    return {**dev, **pyproject.get("dependency-groups", {})}


def _uv_lock(folder: Path, tree: Path) -> Path | None:
    """The lock of the project, or of the workspace around it."""
    locks = (each / "uv.lock" for each in upwards(folder, tree))
    return next((each for each in locks if each.is_file()), None)


def _digest(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"\0".join(each.read_bytes() for each in paths)).hexdigest()
