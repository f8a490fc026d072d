"""Groups of dependencies of one's own tree, as the standard, PDM and Hatch have them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pairbench.core.errors import UsageError
from pairbench.project.dependencies.requirement import usual

OF_PAIRS = ("bench", "benchmark", "benchmarks", "perf")
"""What people call the group of their pairs, or of the benchmarks that they have already."""


def groups_of(pyproject: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    """Each group by its name in its usual form; the standard's own wins over those of tools."""
    tool = pyproject.get("tool", {})
    of_pdm = tool.get("pdm", {}).get("dev-dependencies", {})
    environments = tool.get("hatch", {}).get("envs", {})
    of_hatch = {
        name: [*table.get("dependencies", ()), *table.get("extra-dependencies", ())]
        for name, table in environments.items()
    }
    found = {**of_hatch, **of_pdm, **pyproject.get("dependency-groups", {})}
    return {usual(name): listed for name, listed in found.items()}


def group_requirements(groups: Mapping[str, Sequence[Any]], names: Sequence[str]) -> Iterator[str]:
    """What groups require, with the groups that they include.

    Raises:
        UsageError: one is not there, or includes itself.
    """
    for name in names:
        yield from _of_group(usual(name), groups, ())


def _of_group(
    name: str, groups: Mapping[str, Sequence[Any]], within: tuple[str, ...]
) -> Iterator[str]:
    if name in within or name not in groups:
        raise UsageError(f"pyproject.toml: the dependency group {name} cannot be read; mend it")
    for each in groups[name]:
        if isinstance(each, str):
            yield each
        else:
            inner = usual(each["include-group"])
            yield from _of_group(inner, groups, (*within, name))
