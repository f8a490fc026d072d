"""Finds the pairs and suites that a command is asked for, and names what cannot be loaded."""

from pathlib import Path
from typing import TYPE_CHECKING

from pairbench.cli.exits import Exit
from pairbench.cli.outputs import remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairbench.core.authoring.entry import Site
    from pairbench.project.catalogue import Catalogue
    from pairbench.project.suites import Ignored, SuiteFile


def site_of_here() -> "Site":
    """Where code that is written on the command line finds what it imports: here, first of all.

    Raises:
        UsageError: the settings of the project cannot be used.
    """
    from dataclasses import replace

    from pairbench.cli.project import this_project
    from pairbench.project.sources import site_of

    project, here = this_project(), Path.cwd()
    site = site_of(project.folder, project.settings.sources)
    return replace(site, root=here, sources=(here, *site.sources))


def find_pairs(
    paths: list[Path] | None, only: str | None, *, python: Path | None = None
) -> "Catalogue":
    """The pairs and suites under the paths, or those of the project by its settings.

    They are read, and will be run, by an interpreter: that of the harness unless one is named.

    Raises:
        UsageError: a path or the settings cannot be used, or nothing was found.
    """
    from dataclasses import replace

    from pairbench.cli.project import this_project
    from pairbench.measure.listing.ignored import ignored_by_git
    from pairbench.measure.listing.lister import Lister
    from pairbench.measure.machine.allowance import cpus_allowed
    from pairbench.project.catalogue import find
    from pairbench.project.pair_files import BENCH
    from pairbench.project.sources import site_of

    project = this_project()
    root, settings = project.folder, project.settings
    at_root = root == Path.cwd()
    folders = [Path(each) if at_root else root / each for each in settings.bench]
    site = replace(site_of(root, settings.sources), python=python)
    suites = find_suites(paths, root, settings.suites, ignored=ignored_by_git)
    tell_notes(suites)
    return find(
        paths or _there(folders, optional=bool(suites)),
        only=only,
        reader=Lister(site, width=cpus_allowed()),
        benches={*BENCH, *(Path(each).name for each in settings.bench)},
        ignored=ignored_by_git,
        suites=suites,
    )


def find_suites(
    paths: "Sequence[Path] | None",
    root: Path,
    named: tuple[str, ...] | None,
    *,
    ignored: "Ignored | None" = None,
) -> "list[SuiteFile]":
    """The suites of other tools under the paths, or those that the settings name, or all.

    Raises:
        UsageError: what is named does not exist.
    """
    from pairbench.project.suites import suite_files

    if paths:
        files = [each for each in paths if each.is_file()]
        folders = [each for each in paths if not each.is_file()]
        by_name = suite_files(files, root, named=True, ignored=ignored)
        return [*by_name, *suite_files(folders, root, named=False, ignored=ignored)]
    if named is None:
        return suite_files([root], root, named=False, ignored=ignored)
    return suite_files([root / each for each in named], root, named=True, ignored=ignored)


def tell_notes(suites: "Sequence[SuiteFile]") -> None:
    """Say once what of the suites' own settings is not followed."""
    for each in suites:
        for note in each.notes:
            remark(f"{each.file.relative}: {note}")


def _there(folders: list[Path], *, optional: bool) -> list[Path]:
    """The folders of pair files; one that is missing is none where suites are there.

    Raises:
        UsageError: there is nothing at all, as in a project that has not begun.
    """
    from pairbench.core.errors import UsageError

    found = [each for each in folders if each.exists()]
    if not folders and not optional:
        raise UsageError("no folder of pair files is named: give bench in [tool.pairbench] one")
    if not found and not optional:
        named = ", ".join(map(str, folders))
        raise UsageError(
            f"{named} does not exist: 'pairbench init' writes a first pair, or name a pair file"
        )
    return found if optional else folders


def reject(catalogue: "Catalogue") -> int:
    """Name the pairs that cannot be loaded; the others go on."""
    for error in catalogue.errors:
        remark(str(error))
    for notice in catalogue.notices:
        remark(f"not asked for: {notice}")
    return Exit.USAGE if catalogue.errors else Exit.GOOD
