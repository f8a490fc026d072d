"""Dependencies as Poetry's own tables have them, made into requirements, and its lock's versions.

The meaning of carets, tildes and plain numbers: https://python-poetry.org/docs/dependency-specification
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pairbench.core.errors import UsageError
from pairbench.project.dependencies.requirement import address_of, git_address, usual

MAIN = "main"
"""The group of what is required always."""


def poetry_requirements(
    folder: Path, table: Mapping[str, Any], extras: Sequence[str], groups: Sequence[str]
) -> Iterator[str]:
    """What ``[tool.poetry]`` requires, with these extras and groups.

    Raises:
        UsageError: something in it cannot be made into a requirement.
    """
    wanted = {usual(name) for each in extras for name in table.get("extras", {}).get(each, [])}
    for name, written in table.get("dependencies", {}).items():
        if name != "python":
            yield from _one(folder, name, written, wanted)
    named = table.get("group", {})
    old = {"dev": {"dependencies": table.get("dev-dependencies", {})}}
    for group in groups:
        inner = {**old, **named}.get(group, {}).get("dependencies", {})
        for name, written in inner.items():
            yield from _one(folder, name, written, wanted)


def lock_constraints(lock: Mapping[str, Any], groups: Sequence[str]) -> Iterator[str]:
    """The versions of a ``poetry.lock``, of what these groups need where it says that."""
    for each in lock.get("package", []):
        of = each.get("groups", [MAIN])
        kind = each.get("source", {}).get("type")
        if {MAIN, *groups} & set(of) and kind in {None, "legacy"}:
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
    if "source" in table:
        raise UsageError(
            f"[tool.poetry] takes {name} from the source {table['source']}, which pairbench cannot "
            "do: name a requirements file in [tool.pairbench] requirements"
        )
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

    Raises:
        UsageError: there are alternatives, which requirements do not have.
    """
    if "|" in written:
        raise UsageError(
            f"[tool.poetry] has alternatives ({written}), which pairbench cannot read: name a "
            "requirements file in [tool.pairbench] requirements"
        )
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
