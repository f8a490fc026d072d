"""Dependencies as the standards for ``pyproject.toml`` have them, and setuptools beside them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pairbench.core.errors import UsageError
from pairbench.project.dependencies.files import lines_of
from pairbench.project.dependencies.requirement import extras_of, name_of, usual


def standard_requirements(
    folder: Path, pyproject: Mapping[str, Any], extras: Sequence[str]
) -> list[str] | None:
    """What ``[project]`` requires, with these extras; None where only its builder knows.

    Raises:
        UsageError: a file that it names cannot be read.
    """
    project = pyproject.get("project", {})
    dynamic = project.get("dynamic", [])
    named = pyproject.get("tool", {}).get("setuptools", {}).get("dynamic", {})
    own: Sequence[str] = project.get("dependencies", [])
    optional: Mapping[str, Sequence[str]] = project.get("optional-dependencies", {})
    if "dependencies" in dynamic:
        if "dependencies" not in named:
            return None
        own = _from_files(folder, named["dependencies"])
    if "optional-dependencies" in dynamic and extras:
        if "optional-dependencies" not in named:
            return None
        tables = named["optional-dependencies"]
        optional = {name: _from_files(folder, table) for name, table in tables.items()}
    name = usual(project.get("name", ""))
    by_name = {usual(each): listed for each, listed in optional.items()}
    found = [*own]
    for extra in extras:
        found += _of_extra(extra, by_name, name, ())
    return found


def _of_extra(
    extra: str, optional: Mapping[str, Sequence[str]], project: str, within: tuple[str, ...]
) -> Iterator[str]:
    """What an extra requires; one that stands for others names the project itself."""
    name = usual(extra)
    if name in within or name not in optional:
        raise UsageError(
            f"pyproject.toml: the extra {extra} cannot be read; mend it, or [tool.pairbench] extras"
        )
    for each in optional[name]:
        if name_of(each) == project:
            for inner in extras_of(each):
                yield from _of_extra(inner, optional, project, (*within, name))
        else:
            yield each


def _from_files(folder: Path, table: Mapping[str, Any]) -> list[str]:
    named = table.get("file", [])
    names = [named] if isinstance(named, str) else named
    return [line for name in names for line in lines_of(folder / name).requirements]
