"""Groups and extras of one's own tree, as the standard and tools have them, and the chosen ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pairbench.core.authoring.dependencies import Chosen
from pairbench.core.errors import UsageError
from pairbench.project.dependencies.poetry import poetry_groups
from pairbench.project.dependencies.requirement import usual
from pairbench.project.settings import read_tables, settings_at

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


def chosen_at(folder: Path, chosen: Chosen) -> Chosen:
    """What the settings choose, and where a revision lacks some of it, what its own choose.

    An extra or a file has another name there, or is not there yet.
    """
    settings, pyproject = settings_at(folder), read_tables(folder)
    own = Chosen() if settings is None else settings.chosen
    extras = tuple(extras_at(pyproject, Chosen(extras=chosen.extras, groups=())))
    if len(extras) < len(chosen.extras):
        chosen = replace(chosen, extras=tuple(dict.fromkeys((*extras, *own.extras))))
    groups = tuple(groups_at(pyproject, chosen))
    if chosen.groups is not None and len(groups) < len(chosen.groups):
        chosen = replace(chosen, groups=tuple(dict.fromkeys((*groups, *(own.groups or ())))))
    there = tuple(each for each in chosen.files if (folder / each).is_file())
    if chosen.files not in (there, own.files):
        chosen = replace(chosen, files=own.files or there)
    return chosen


def insist_on_choices(folders: Sequence[Path], chosen: Chosen) -> None:
    """Go on only if every extra, group and file that the settings name is one of some revision.

    Raises:
        UsageError: one is at none of them.
    """
    read = [read_tables(folder) for folder in folders]
    for each in chosen.files:
        if not any((folder / each).is_file() for folder in folders):
            raise UsageError(f"[tool.pairbench] requirements: neither revision has {each}; mend it")
    for kind, asked, known in (
        ("extras", chosen.extras, extras_at),
        ("groups", chosen.groups or (), groups_at),
    ):
        for each in asked:
            one = Chosen(extras=(each,), groups=(each,))
            if not any(known(pyproject, one) for pyproject in read):
                raise UsageError(f"[tool.pairbench] {kind}: neither revision has {each}; mend it")


def extras_at(pyproject: Mapping[str, Any], chosen: Chosen) -> list[str]:
    """Those of the chosen ones that this revision has."""
    tool, project = pyproject.get("tool", {}), pyproject.get("project", {})
    # Before there were groups, an extra was what a project had for this.
    usual_ones = AS_EXTRA if chosen.groups is None else ()
    wanted = dict.fromkeys((*chosen.extras, *usual_ones))
    if "project" not in pyproject and "poetry" not in tool:
        # What setup.cfg and setup.py have not is asked of them in vain.
        return list(wanted)
    known = {**project.get("optional-dependencies", {}), **tool.get("poetry", {}).get("extras", {})}
    is_dynamic = "optional-dependencies" in project.get("dynamic", [])
    if is_dynamic:
        dynamic = tool.get("setuptools", {}).get("dynamic", {})
        known = dynamic.get("optional-dependencies", {})
    there = names_in(known) | ({*map(usual, chosen.extras)} if is_dynamic else set())
    return [each for each in wanted if usual(each) in there]


def groups_at(pyproject: Mapping[str, Any], chosen: Chosen) -> list[str]:
    """Those of the chosen groups that a revision has, else those of the pairs."""
    poetry = pyproject.get("tool", {}).get("poetry", {})
    there = names_in({**groups_of(pyproject), **poetry_groups(poetry)})
    wanted = OF_PAIRS if chosen.groups is None else chosen.groups
    return [each for each in wanted if usual(each) in there]


def names_in(table: Mapping[str, Any]) -> set[str]:
    """The names of a table in their usual form."""
    return {usual(each) for each in table}
