"""What a project installs: its dependencies, and those of the group that its pairs need."""

from collections.abc import Iterator, Mapping
from typing import Any

from pairbench.core.errors import UsageError

GROUP = "bench"
"""The dependency group of the pairs, where a project has one."""


def requirements_of(pyproject: Mapping[str, Any]) -> tuple[str, ...]:
    """The requirements of a ``pyproject.toml``, as they stand there.

    Raises:
        UsageError: a dependency group includes one that is not there, or itself.
    """
    groups = pyproject.get("dependency-groups", {})
    own = pyproject.get("project", {}).get("dependencies", [])
    return (*own, *(_expanded(GROUP, groups, ()) if GROUP in groups else ()))


def _expanded(name: str, groups: Mapping[str, Any], within: tuple[str, ...]) -> Iterator[str]:
    if name in within or name not in groups:
        raise UsageError(f"pyproject.toml: the dependency group {name} cannot be read; mend it")
    for each in groups[name]:
        if isinstance(each, str):
            yield each
        else:
            yield from _expanded(each["include-group"], groups, (*within, name))
