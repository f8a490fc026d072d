"""Puts the two sides of a gate together: their files, their interpreters and their pairs."""

import os
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pairbench.cli.outputs import remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pairbench.cli.environments import Asked, Pythons
    from pairbench.cli.sites import Sites
    from pairbench.core.authoring.entry import Site
    from pairbench.core.gating.asked import AskedSide
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.sides import Side
    from pairbench.gate.usage import Grounds
    from pairbench.measure.sides.contents import Files


def asked_of(
    project: Path, own: "Asked", base: str | None, head: str | None, *, exact: bool
) -> "Asked":
    """The sides with their trees; how these were found is said.

    The base is where head branched off, or the tip of a revision if ``exact``. Where no base is
    named and an interpreter or a requirement tells the sides apart, both have the tree of head.

    Raises:
        UsageError: there is no commit to compare with, or it cannot be known.
    """
    from pairbench.measure.sides.revisions import TREE, base_commit, repository_of

    at_head = replace(own[1], tree=head or TREE, revision=head)
    if base is None and not exact and not all(each.is_any_tree_s for each in own):
        remark(f"both sides are of {at_head.tree}")
        return replace(own[0], tree=at_head.tree, revision=head), at_head
    found = base_commit(repository_of(project), base, head, exact=exact)
    remark(f"compared with {found.commit[:12]}, {found.how}")
    at_base = replace(own[0], tree=base or found.commit[:12], revision=found.commit)
    return at_base, at_head


@contextmanager
def sides_of(
    project: Path, asked: "Asked", pythons: "Pythons", settings: "Settings"
) -> "Iterator[tuple[Sites, Grounds]]":
    """The files of both sides, in folders whose paths have the same length, and what runs them."""
    from pairbench.cli.sites import sites_of
    from pairbench.core.errors import UsageError
    from pairbench.measure.sides.janitor import folder_with_janitor
    from pairbench.measure.sides.revisions import repository_of

    repository = repository_of(project)
    inside = project.resolve().relative_to(repository.resolve())
    with ExitStack() as stack:
        folder = stack.enter_context(folder_with_janitor())
        roots = (folder / "base", folder / "head")
        _write_files(repository, asked, roots)
        _insist_on_folders(roots, inside)
        _mend_base(*(root / inside for root in roots))
        try:
            found = sites_of(folder, roots, inside, settings, asked, pythons)
        except UsageError as error:
            raise UsageError(_told(str(error), repository, inside, roots)) from error
        settled = settings.build is False or found.built
        yield found, _grounds(repository, inside, roots, found, settled=settled)


def _insist_on_folders(roots: tuple[Path, Path], inside: Path) -> None:
    """Give a revision without the project's folder an empty one: all of it is new, or lost."""
    from pairbench.core.gating.two_sides import BASE, HEAD

    for name, root in zip((BASE, HEAD), roots, strict=True):
        project = root / inside
        if not project.is_dir():
            remark(f"{name} has no folder {inside.as_posix()}, and so nothing of this project")
            project.mkdir(parents=True)


def _mend_base(base: Path, head: Path) -> None:
    """Give base the settings of head where its own cannot be read: a change may mend just these."""
    from pairbench.project.settings import unreadable_at

    at_head = unreadable_at(head)
    for name, why in unreadable_at(base).items():
        if name not in at_head:
            remark(f"base: {why}; base is taken to have the {name} of head")
            (base / name).unlink()
            if (head / name).is_file():
                shutil.copyfile(head / name, base / name)


def _told(why: str, repository: Path, inside: Path, trees: tuple[Path, Path]) -> str:
    """Why a side cannot be made, and whether it lacks a file that git ignores.

    Its folder is gone when somebody reads this: a file is that of the side.
    """
    from functools import partial

    from pairbench.core.gating.ignored import FOR_BUILDING, with_ignored
    from pairbench.core.gating.two_sides import BASE, HEAD
    from pairbench.core.gating.usage import Ground, Project
    from pairbench.measure.sides.ignored import is_ignored

    grounds = tuple(Ground(tree=each) for each in trees)
    project = Project(repository=repository.resolve(), inside=inside)
    said = with_ignored(why, grounds, project, partial(is_ignored, repository), FOR_BUILDING)
    for name, tree in zip((BASE, HEAD), trees, strict=True):
        beginning = f"{tree}{os.sep}"
        if said.startswith(beginning):
            return f"{name}: {said.removeprefix(beginning)}"
    return said


def _write_files(repository: Path, asked: "Asked", roots: tuple[Path, Path]) -> None:
    """The files of each side into its folder; what a revision cannot have is said."""
    from pairbench.core.gating.two_sides import BASE, HEAD
    from pairbench.measure.sides.revisions import commit_of
    from pairbench.measure.sides.unchanged import keep_unchanged

    for name, each, root in zip((BASE, HEAD), asked, roots, strict=True):
        for note in _files_of(repository, each, root).notes():
            remark(f"{name}: {note}")
    base, head = asked
    if base.revision is not None and head.revision is None:
        keep_unchanged(repository, commit_of(repository, base.revision), *roots)


def _files_of(repository: Path, side: "AskedSide", root: Path) -> "Files":
    from pairbench.measure.sides.checkout import check_out
    from pairbench.measure.sides.copying import copy_working_tree
    from pairbench.measure.sides.revisions import commit_of

    if side.revision is None:
        return copy_working_tree(repository, root)
    return check_out(repository, commit_of(repository, side.revision), root)


def _grounds(
    repository: Path, inside: Path, trees: tuple[Path, Path], sites: "Sites", *, settled: bool
) -> "Grounds":
    """What is each side's own, and what the project is."""
    from functools import partial

    from pairbench.core.gating.usage import Ground, Project
    from pairbench.gate.usage import Grounds
    from pairbench.measure.sides.ignored import is_ignored
    from pairbench.measure.usage.copies import copies_of
    from pairbench.project.sources import own_distributions, own_modules

    base, head = (Ground(tree=tree, own=own) for tree, own in zip(trees, sites.own, strict=True))
    folders = [(tree / inside, sites.sources) for tree in trees]
    project = Project(
        repository=repository.resolve(),
        inside=inside,
        sources=sites.sources,
        names=frozenset().union(*(own_modules(*each) for each in folders)),
        copies=copies_of(frozenset().union(*map(own_distributions, trees))),
        settled=settled,
    )
    ignored = partial(is_ignored, repository)
    return Grounds(base=base, head=head, project=project, is_ignored=ignored)


def listed(
    sites: "tuple[Site, Site]",
    settings: "Settings",
    only: str | None,
    paths: "Sequence[Path]" = (),
) -> "tuple[Side, Side]":
    """The pairs and suites of both sides, each by the settings of its own revision.

    With ``paths``, which are relative to the project, those alone.

    Raises:
        UsageError: there is no pair at either, or a side cannot be listed at all.
    """
    from pairbench.core.errors import UsageError

    base, head = (_side(site, settings, only, paths) for site in sites)
    if not any((base.entries, base.errors, head.entries, head.errors)):
        folders = ", ".join(map(str, paths)) or ", ".join(settings.bench)
        wanted = f"no pair matches --only {only}" if only else f"there is no pair under {folders}"
        raise UsageError(f"{wanted}, at base or at head: see 'pairbench list' for the names")
    return base, head


def _side(site: "Site", settings: "Settings", only: str | None, paths: "Sequence[Path]") -> "Side":
    from pairbench.cli.find import find_suites
    from pairbench.gate.sides import Side
    from pairbench.measure.listing.lister import Lister
    from pairbench.measure.machine.allowance import cpus_allowed
    from pairbench.project.catalogue import look_for
    from pairbench.project.pair_files import BENCH
    from pairbench.project.settings import settings_at

    asked = [each for each in (site.root / path for path in paths) if each.exists()]
    own = settings_at(site.root) or settings
    folders = asked if paths else _bench_folders(site.root, own.bench, settings.bench)
    found = {
        each.file.path: each
        # What head leaves out is not to be out of sight at base.
        for named in (own.suites, settings.suites)
        for each in find_suites(asked, site.root, named and _there(site.root, named))
    }
    suites = [] if paths and not asked else [*found.values()]
    catalogue = look_for(
        folders,
        only=only,
        reader=Lister(site, width=cpus_allowed()),
        benches={*BENCH, *settings.bench, *(each.name for each in folders if each.is_dir())},
        suites=suites,
    )
    return Side(entries=catalogue.entries, errors=catalogue.errors, not_asked_for=catalogue.notices)


def within(project: Path, path: Path) -> Path:
    """A path relative to the project: each side has it, or not, at the same place.

    Raises:
        UsageError: it lies elsewhere.
    """
    from pairbench.core.errors import UsageError

    try:
        return path.resolve().relative_to(project.resolve())
    except ValueError:
        raise UsageError(
            f"{path} is not in the project {project}, and so in none of its revisions: "
            "call the gate in the project that it belongs to"
        ) from None


def _there(root: Path, names: "Sequence[str]") -> tuple[str, ...]:
    """Those that a side has."""
    return tuple(each for each in names if (root / each).exists())


def _bench_folders(root: Path, own: "Sequence[str]", counting: "Sequence[str]") -> list[Path]:
    """The folders of pair files that a revision itself names, else those of the working tree.

    A folder that was renamed along with the setting is so found on both sides; one that is not
    there yet holds no pairs.
    """
    return [root / each for each in _there(root, own) or _there(root, counting)]
