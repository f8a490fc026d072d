"""Groups of dependencies of one's own tree, as the standard, PDM and Hatch have them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pairbench.core.errors import UsageError
from pairbench.project.dependencies.requirement import usual

AS_EXTRA = ("bench", "benchmark", "benchmarks")
"""What people call the extra of them; what is called ``perf`` makes a package faster."""

OF_PAIRS = (*AS_EXTRA, "perf")
"""What people call the group of their pairs, or of the benchmarks that they have already."""


def groups_of(pyproject: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    """Each group by its name in its usual form; the standard's own wins over those of tools."""
    tool = pyproject.get("tool", {})
    of_pdm = tool.get("pdm", {}).get("dev-dependencies", {})
    optional = pyproject.get("project", {}).get("optional-dependencies", {})
    of_hatch = _of_hatch(tool.get("hatch", {}).get("envs", {}), optional)
    of_uv = tool.get("uv", {}).get("dev-dependencies")
    old = {} if of_uv is None else {"dev": of_uv}
    found = {**of_hatch, **of_pdm, **old, **pyproject.get("dependency-groups", {})}
    return {usual(name): listed for name, listed in found.items()}


def _of_hatch(
    environments: Mapping[str, Mapping[str, Any]], optional: Mapping[str, Sequence[str]]
) -> dict[str, list[Any]]:
    """What each environment requires, with the extras and the groups of the project that it has.

    https://hatch.pypa.io/latest/config/environment/overview/#inheritance
    """
    extras = {usual(name): listed for name, listed in optional.items()}
    found: dict[str, list[Any]] = {}
    for name in environments:
        table = _with_inherited(name, environments, ())
        found[name] = [
            *table.get("dependencies", ()),
            *table.get("extra-dependencies", ()),
            *(line for each in table.get("features", ()) for line in extras.get(usual(each), ())),
            *({"include-group": each} for each in table.get("dependency-groups", ())),
        ]
    return found


def _with_inherited(
    name: str, environments: Mapping[str, Mapping[str, Any]], within: tuple[str, ...]
) -> Mapping[str, Any]:
    """The table of an environment on top of that of the one that it is made after."""
    table = environments.get(name, {})
    after = table.get("template", name if table.get("detached") else "default")
    if after in (name, *within):
        return table
    return {**_with_inherited(after, environments, (*within, name)), **table}


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
