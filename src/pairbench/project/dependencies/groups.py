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
    of_hatch = _of_hatch(tool.get("hatch", {}).get("envs", {}))
    of_uv = tool.get("uv", {}).get("dev-dependencies")
    old = {} if of_uv is None else {"dev": of_uv}
    found = {**of_hatch, **of_pdm, **old, **pyproject.get("dependency-groups", {})}
    return {usual(name): listed for name, listed in found.items()}


def _of_hatch(environments: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Any]]:
    """What each environment requires: its own, or that of the one that it is made after.

    https://hatch.pypa.io/latest/config/environment/overview/#inheritance
    """
    found = {}
    for name, table in environments.items():
        after = table.get("template", name if table.get("detached") else "default")
        template = environments.get(after, {})
        found[name] = [
            each
            for key in ("dependencies", "extra-dependencies")
            for each in table.get(key, template.get(key, ()))
        ]
    return found


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
