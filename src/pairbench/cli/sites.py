"""Where the code of each side of a gate is found, what runs it, and what is built for it."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pairbench.cli.environments import Asked, Pythons
    from pairbench.core.authoring.dependencies import Dependencies
    from pairbench.core.authoring.entry import Site
    from pairbench.core.gating.asked import SideFacts
    from pairbench.core.gating.settings import Settings
    from pairbench.measure.sides.environments.pythons import Python


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """Both sites, the folders beside its tree that are each side's own, and the sources.

    The sources are relative to the project: its own, and those of the packages of the repository
    that it requires. ``facts`` are what the sides turned out to be. ``built`` says that the project
    was built for both.
    """

    both: "tuple[Site, Site]"
    facts: "tuple[SideFacts, SideFacts]"
    own: tuple[tuple[Path, ...], tuple[Path, ...]]
    sources: tuple[str, ...]
    built: bool


def sites_of(
    folder: Path,
    trees: tuple[Path, Path],
    inside: Path,
    settings: "Settings",
    asked: "Asked",
    pythons: "Pythons",
) -> Sites:
    """The sites of two sides whose files lie in ``trees``; what is built comes beside them.

    Raises:
        UsageError: what they require cannot be read or installed, or one cannot be built.
    """
    from pairbench.cli.environments import environments_of, facts_of
    from pairbench.core.gating.two_sides import BASE, HEAD
    from pairbench.project.dependencies.declaration import dependencies_of
    from pairbench.project.dependencies.groups import chosen_at, insist_on_choices
    from pairbench.project.sources import default_sources, named_sources

    projects = [tree / inside for tree in trees]
    _tell_what_is_loosened(projects[0], settings)
    insist_on_choices(projects, settings.chosen)
    base, head = (
        dependencies_of(project, tree, chosen_at(project, settings.chosen))
        for project, tree in zip(projects, trees, strict=True)
    )
    environments = environments_of((base, head), trees, asked, pythons)
    named = named_sources(projects, settings.sources)
    anew = _announcing_anew(base, head) if settings.build is None else ()
    sites, own, are_built = [], [], []
    for side, each, python, environment, place in zip(
        (BASE, HEAD),
        (base, head),
        pythons,
        environments,
        (folder / "built-b", folder / "built-h"),
        strict=True,
    ):
        built = dict(_all_built(each, place, side, python, settings, anew))
        sites.append(_site(each, named, built, environment))
        are_built.append(each.folder in built)
        own.append((*([] if environment is None else [environment.parents[1]]), *built.values()))
    beside = [
        os.path.relpath(place / source, each.folder)
        for each in (base, head)
        for place in each.local.values()
        for source in default_sources(place)
    ]
    both, owned = (sites[0], sites[1]), (own[0], own[1])
    return Sites(
        both=both,
        facts=facts_of(asked, pythons, environments),
        own=owned,
        sources=tuple(dict.fromkeys([*named, *beside])),
        built=all(are_built),
    )


def _tell_what_is_loosened(base: Path, settings: "Settings") -> None:
    """Say which settings show less than those of base: a change may bring its own."""
    from pairbench.cli.outputs import remark
    from pairbench.core.gating.settings import loosened
    from pairbench.project.settings import settings_at

    at_base = settings_at(base)
    for notice in () if at_base is None else loosened(at_base, settings):
        remark(notice)


def _site(
    side: "Dependencies",
    named: "Sequence[str]",
    built: "dict[Path, Path]",
    python: Path | None,
) -> "Site":
    """A package that was built is imported from there, and the others from their sources."""
    from pairbench.core.authoring.entry import Site
    from pairbench.project.sources import default_sources

    def sources() -> "Iterator[Path]":
        for package in (side.folder, *side.local.values()):
            if package in built:
                yield built[package]
            else:
                own = named if package == side.folder else default_sources(package)
                yield from (package / each for each in own)

    return Site(root=side.folder, sources=tuple(sources()), folder=side.folder, python=python)


def _announcing_anew(base: "Dependencies", head: "Dependencies") -> frozenset[Path]:
    """The packages that are found by other entry points at head than at base, in both trees.

    What is installed announces the same to both sides: each has to have its own. What is not
    installed announces nothing, whatever its files say.
    """
    from pairbench.project.building import announced, has_a_builder

    both = [(base.folder, head.folder)]
    both += [(base.local[name], head.local[name]) for name in base.local.keys() & head.local.keys()]
    differing = (
        each
        for each in both
        if announced(each[0]) != announced(each[1])
        and all(map(has_a_builder, each))
        and any(map(_is_installed, each))
    )
    return frozenset(package for each in differing for package in each)


def _is_installed(package: Path) -> bool:
    """Whether the user has installed the project of a folder, or may have: setup.py names some."""
    from importlib.metadata import PackageNotFoundError, distribution

    from pairbench.project.sources import project_name

    name = project_name(package)
    if name is None:
        return True
    try:
        distribution(name)
    except (PackageNotFoundError, ValueError):
        return False
    return True


def _all_built(
    side: "Dependencies",
    place: Path,
    name: str,
    python: "Python",
    settings: "Settings",
    anew: "Collection[Path]",
) -> "Iterator[tuple[Path, Path]]":
    """The packages of a side that have to be built, each with the folder of what came of it."""
    from pairbench.project.building import insist_on_a_builder, must_be_built

    for number, package in enumerate((side.folder, *side.local.values())):
        if settings.build and package == side.folder:
            insist_on_a_builder(package)
        elif settings.build is not None or not (package in anew or must_be_built(package)):
            continue
        yield package, _built(package, place / str(number), name, python)


def _built(package: Path, place: Path, side: str, python: "Python") -> Path:
    from pairbench.measure.sides.environments.builds import built
    from pairbench.measure.sides.environments.kept import cache_folder

    return built(package, place, cache_folder("builds"), side, python)
