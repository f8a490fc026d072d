"""Dependencies as Poetry's own tables have them, made into requirements, and its lock's versions.

The meaning of carets, tildes and plain numbers: https://python-poetry.org/docs/dependency-specification
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pairbench.project.dependencies.requirement import address_of, git_address, usual

MAIN = "main"
"""The group of what is required always."""


def poetry_requirements(
    folder: Path, table: Mapping[str, Any], extras: Sequence[str], groups: Sequence[str]
) -> Iterator[str]:
    """What ``[tool.poetry]`` requires, with these extras and groups."""
    chosen = set(map(usual, extras))
    listed = (names for each, names in table.get("extras", {}).items() if usual(each) in chosen)
    wanted = {usual(name) for names in listed for name in names}
    for name, written in table.get("dependencies", {}).items():
        if name != "python":
            yield from _one(folder, name, written, wanted)
    yield from of_poetry_groups(folder, table, groups)


def of_poetry_groups(
    folder: Path, table: Mapping[str, Any], groups: Sequence[str]
) -> Iterator[str]:
    """What these groups of ``[tool.poetry]`` require; a project may declare all else elsewhere."""
    known = poetry_groups(table)
    for group in groups:
        for name, written in known.get(usual(group), {}).items():
            yield from _one(folder, name, written, set())


def poetry_places(
    table: Mapping[str, Any], groups: Sequence[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each table that says more of a name than its versions, of what these groups need."""
    for name, each in _written(table, groups):
        if isinstance(each, dict):
            yield name, each


def alternatives(table: Mapping[str, Any], groups: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The names that any of several versions will do for, which requirements cannot say."""
    for name, each in _written(table, groups):
        version = each.get("version", "") if isinstance(each, dict) else str(each)
        if "|" in version and name != "python":
            yield name, version


def _written(table: Mapping[str, Any], groups: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """What is said of each name, by what is required always and by these groups.

    Another group may have the same name from elsewhere, for those who work on the project.
    """
    known = poetry_groups(table)
    for dependencies in (table.get("dependencies", {}), *(known.get(each, {}) for each in groups)):
        for name, written in dependencies.items():
            for each in written if isinstance(written, list) else [written]:
                yield usual(name), each


def poetry_groups(table: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Those of ``[tool.poetry]`` by their names in their usual form."""
    old = {"dev": table["dev-dependencies"]} if "dev-dependencies" in table else {}
    named = table.get("group", {})
    return {**old, **{usual(name): each.get("dependencies", {}) for name, each in named.items()}}


def lock_constraints(lock: Mapping[str, Any], groups: Sequence[str]) -> Iterator[str]:
    """The versions of a ``poetry.lock``, of what these groups need where it says that."""
    for each in lock.get("package", []):
        of = map(usual, each.get("groups", [MAIN]))
        kind = each.get("source", {}).get("type")
        if {MAIN, *map(usual, groups)} & set(of) and kind in {None, "legacy"}:
            yield f"{each['name']}=={each['version']}"


def _one(folder: Path, name: str, written: Any, wanted: set[str]) -> Iterator[str]:
    """The requirements of one name; several where it depends on the interpreter."""
    if isinstance(written, list):
        for each in written:
            yield from _one(folder, name, each, wanted)
        return
    table: Mapping[str, Any] = {"version": written} if isinstance(written, str) else written
    if table.get("optional") and usual(name) not in wanted:
        return
    extras = f"[{','.join(table['extras'])}]" if table.get("extras") else ""
    yield f"{name}{extras}{_place(folder, table)}{_marker(table)}"


def _place(folder: Path, table: Mapping[str, Any]) -> str:
    """The versions, or the place to take it from."""
    if "path" in table:
        return f" @ {address_of(folder / table['path'])}"
    if "url" in table:
        return f" @ {table['url']}"
    if "git" in table:
        return f" @ {git_address(table)}"
    return versions(table.get("version", "*"))


def _marker(table: Mapping[str, Any]) -> str:
    parts = [f"({table['markers']})"] if "markers" in table else []
    if "python" in table:
        parts += [
            f"python_full_version {_operator(each)} '{_number(each)}'"
            for each in versions(table["python"]).split(",")
            if each
        ]
    if "platform" in table:
        parts.append(f"sys_platform == '{table['platform']}'")
    return f" ; {' and '.join(parts)}" if parts else ""


def _operator(clause: str) -> str:
    return clause[: len(clause) - len(_number(clause))]


def _number(clause: str) -> str:
    return clause.lstrip("<>=!~")


def versions(written: str) -> str:
    """Poetry's versions as those of requirements: ``^1.2`` is ``>=1.2,<2``, and ``1.2`` ``==1.2``.

    Alternatives, which requirements do not have, are any version.
    """
    if "|" in written:
        return ""
    clauses = [each for each in re.split(r"\s*,\s*|\s+(?=[<>=!~^])", written.strip()) if each]
    return ",".join(found for each in clauses if (found := _clause(each.replace(" ", ""))))


def _clause(clause: str) -> str:
    if clause == "*":
        return ""
    if clause.startswith("^"):
        return f">={clause[1:]},<{_next(clause[1:], _caret_place(clause[1:]))}"
    if clause.startswith("~") and not clause.startswith("~="):
        return f">={clause[1:]},<{_next(clause[1:], min(1, clause.count('.')))}"
    return clause if clause[0] in "<>=!~" else f"=={clause}"


def _caret_place(version: str) -> int:
    """Which of the numbers may not change: the first that is not 0."""
    numbers = _numbers(version)
    return next((place for place, each in enumerate(numbers) if each), len(numbers) - 1)


def _next(version: str, place: int) -> str:
    numbers = _numbers(version)[: place + 1]
    return ".".join(map(str, [*numbers[:-1], numbers[-1] + 1]))


def _numbers(version: str) -> list[int]:
    found = [int(each) for each in re.findall(r"\d+", re.split(r"[a-z+-]", version)[0])]
    return found or [0]
