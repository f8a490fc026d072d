"""Finds the pairs that a command is asked for, and names those that cannot be loaded."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pairbench.cli.exits import Exit

if TYPE_CHECKING:
    from pairbench.core.authoring.entry import Site
    from pairbench.project.catalogue import Catalogue


def site_of_here() -> "Site":
    """Where code that is written on the command line finds what it imports: here, first of all.

    Raises:
        UsageError: the settings of the project cannot be used.
    """
    from pairbench.cli.project import this_project
    from pairbench.core.authoring.entry import Site
    from pairbench.project.sources import named_sources

    project = this_project()
    named = named_sources([project.folder], project.settings.sources)
    folders = (Path.cwd(), *(project.folder / each for each in named))
    return Site(root=Path.cwd(), sources=tuple(each for each in folders if each.is_dir()))


def find_pairs(paths: list[Path] | None, only: str | None) -> "Catalogue":
    """The pairs under the paths, or under the folders that the project's settings name.

    Raises:
        UsageError: a path or the settings cannot be used, or no pair was found.
    """
    from pairbench.cli.project import this_project
    from pairbench.core.authoring.entry import Site
    from pairbench.measure.listing.ignored import ignored_by_git
    from pairbench.measure.listing.lister import Lister
    from pairbench.measure.machine.allowance import cpus_allowed
    from pairbench.project.catalogue import find
    from pairbench.project.pair_files import BENCH
    from pairbench.project.sources import named_sources

    project = this_project()
    root, settings = project.folder, project.settings
    at_root = root == Path.cwd()
    folders = [Path(each) if at_root else root / each for each in settings.bench]
    sources = (root / each for each in named_sources([root], settings.sources))
    site = Site(root=root, sources=tuple(each for each in sources if each.is_dir()))
    return find(
        paths or folders,
        only=only,
        reader=Lister(site, width=cpus_allowed()),
        benches={*BENCH, *(Path(each).name for each in settings.bench)},
        ignored=ignored_by_git,
    )


def reject(catalogue: "Catalogue") -> int:
    """Name the pairs that cannot be loaded; the others go on."""
    for error in catalogue.errors:
        typer.echo(f"pairbench: {error}", err=True)
    for notice in catalogue.notices:
        typer.echo(f"pairbench: not asked for: {notice}", err=True)
    return Exit.USAGE if catalogue.errors else Exit.GOOD
