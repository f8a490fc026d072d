"""What ``uv.lock`` fixes of that which a project's pairs need, and which packages are one's own."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairbench.core.errors import UsageError
from pairbench.project.dependencies.requirement import usual

OWN = ("editable", "directory", "virtual")
"""The sources of packages that lie in the repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """The versions that are reached from a project, and the folders of those that are one's own.

    ``constraints`` are the versions of all that the lock knows from an index, as pip takes them:
    what is installed beside the lock keeps to them.
    """

    pins: tuple[str, ...]
    local: Mapping[str, Path]
    constraints: tuple[str, ...] = ()


def read_lock(path: Path) -> dict[str, Any]:
    """A lock file as it stands.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}; make it anew") from error


def pylock_lines(path: Path) -> Iterator[str]:
    """The versions of a lock of the standard, as requirements.

    For which extras and groups one is meant is left open: it is a lock of what is asked for.

    Raises:
        UsageError: it cannot be read.
    """
    for each in read_lock(path).get("packages", []):
        if "version" in each:
            marker = each.get("marker", "")
            of_others = "extras" in marker or "dependency_groups" in marker
            yield f"{each['name']}=={each['version']}" + (
                f" ; {marker}" if marker and not of_others else ""
            )


def locked(path: Path, name: str, extras: Sequence[str], groups: Sequence[str]) -> Locked:
    """What a project's dependencies, with these extras and groups, are fixed to.

    What nothing of it reaches, a linter say, may change without another being installed.

    Raises:
        UsageError: the lock cannot be read, or has no such project.
    """
    packages: dict[str, list[Mapping[str, Any]]] = {}
    for each in read_lock(path).get("package", []):
        packages.setdefault(each["name"], []).append(each)
    root = usual(name)
    if root not in packages:
        raise UsageError(f"{path} does not have {name}: make it anew with 'uv lock'")
    reached = _reached(root, packages, extras, groups) - {root}
    found = [each for one in sorted(reached) for each in packages.get(one, [])]
    return Locked(
        pins=tuple(f"{each['name']} {each.get('version')} {each.get('source')}" for each in found),
        local={each["name"]: place for each in found if (place := _place(each, path)) is not None},
        constraints=tuple(_constraints(packages)),
    )


def _constraints(packages: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    """What has one version; which of several counts hangs on the machine, and is left open."""
    for name, found in sorted(packages.items()):
        if len(found) == 1 and "registry" in found[0].get("source", {}):
            yield f"{name}=={found[0]['version']}"


def _reached(
    root: str,
    packages: Mapping[str, Sequence[Mapping[str, Any]]],
    extras: Sequence[str],
    groups: Sequence[str],
) -> set[str]:
    seen: set[tuple[str, str]] = set()
    waiting = [(root, ""), *((root, each) for each in extras)]
    waiting += [
        (each["name"], extra)
        for package in packages[root]
        for group in groups
        for each in package.get("dev-dependencies", {}).get(group, [])
        for extra in ("", *each.get("extra", []))
    ]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for package in packages.get(name, []):
            waiting += _needed(package, extra)
    return {name for name, _ in seen}


def _needed(package: Mapping[str, Any], extra: str) -> Iterator[tuple[str, str]]:
    named: Iterable[Mapping[str, Any]] = (
        package.get("optional-dependencies", {}).get(extra, [])
        if extra
        else package.get("dependencies", [])
    )
    for each in named:
        for inner in ("", *each.get("extra", [])):
            yield each["name"], inner


def _place(package: Mapping[str, Any], path: Path) -> Path | None:
    source = package.get("source", {})
    return next((path.parent / source[each] for each in OWN if each in source), None)
