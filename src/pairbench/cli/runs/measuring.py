"""Makes a run set: on this machine as one run, or by a fleet that takes whole pairs."""

import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from pairbench.cli.outputs import remark, say
from pairbench.core.errors import Interrupted, StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairbench.cli.runs.fleet import Pairs
    from pairbench.cli.runs.header import Header
    from pairbench.cli.runs.resuming import Unfinished
    from pairbench.core.authoring.entry import Entry
    from pairbench.core.planning.effort import Effort
    from pairbench.core.records.record import Asked, RunRecord
    from pairbench.core.records.shard import Shard
    from pairbench.project.catalogue import Catalogue
    from pairbench.store.run_sets import RunFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A run that may begin, or go on: what it measures, how hard it tries, and where it is kept.

    ``entries`` are those of the catalogue that this run measures.
    """

    catalogue: "Catalogue"
    entries: "Sequence[Entry]"
    effort: "Effort"
    header: "RunRecord"
    place: Path
    earlier: "Unfinished | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A run set, and the exit code of what kept pair files from being loaded."""

    place: Path
    rejected: int


def begin(asked: "Asked", out: Path, *, quick: bool, interpreter: Path | None) -> Begun:
    """A run of all that is asked for, in a new folder.

    ``interpreter`` None is the one that runs the harness.

    Raises:
        UsageError: a path or the settings cannot be used.
        typer.Exit: no pair can be measured; nothing is begun.
    """
    from pairbench.cli.find import reject
    from pairbench.core.records.record import RunRecord, Status
    from pairbench.measure.machine.reader import environment_of_workers
    from pairbench.store.run_sets import new_folder

    catalogue = _find(asked, interpreter)
    if not catalogue.entries:
        rejected = reject(catalogue)
        remark("nothing to measure: the report stays as it is")
        raise typer.Exit(rejected)
    started = datetime.now(UTC)
    header = RunRecord(
        started=started.isoformat(timespec="seconds"),
        duration_s=0.0,
        status=Status.RUNNING,
        quick=quick,
        environment=environment_of_workers(Path.cwd(), interpreter),
        rejected=tuple(str(error) for error in catalogue.errors),
        asked=asked,
    )
    begun = _begun(catalogue, header, Path())
    # Last of all: what is refused leaves no folder behind.
    return replace(begun, place=new_folder(out / "runs", started))


def go_on(paths: list[Path] | None, out: Path) -> Begun:
    """The run that did not come to its end, with what it was asked for.

    Raises:
        StoreError: there is none, or it cannot be gone on with.
        UsageError: it was measured elsewhere, or by several machines.
    """
    from pairbench.cli.runs.resuming import how_to_go_on, insist_on_same, unfinished
    from pairbench.core.records.record import Status
    from pairbench.measure.machine.reader import environment_of_workers

    earlier = unfinished(paths, out)
    header = earlier.run_set.run
    if header.machines:
        raise UsageError(
            f"{earlier.folder} was measured by several machines, each whole pairs: "
            f"{how_to_go_on(header, earlier.folder)}"
        )
    catalogue = _find(header.asked)
    insist_on_same(header.environment, environment_of_workers(Path.cwd()))
    rejected = tuple(str(error) for error in catalogue.errors)
    header = replace(header, status=Status.RUNNING, rejected=rejected)
    return replace(_begun(catalogue, header, earlier.folder), earlier=earlier)


def make_run_set(begun: Begun, fleet: "Pairs | None" = None) -> Made:
    """Measure what is asked for, and keep it; each measurement as soon as it is made.

    Raises:
        Interrupted: the user has had enough; what was measured is kept.
        StoreError: the run set cannot be written any more; the message says where it is.
    """
    from pairbench.cli.find import reject
    from pairbench.measure.processes.limits.memory import workers_limited_to
    from pairbench.measure.sides.janitor import folder_with_janitor

    limit_bytes = begun.header.asked.memory_limit_bytes
    rejected = reject(begun.catalogue)
    with folder_with_janitor(), workers_limited_to(limit_bytes):
        _measure_and_keep(begun, fleet)
    return Made(place=begun.place, rejected=rejected)


def _find(asked: "Asked", python: Path | None = None) -> "Catalogue":
    from pairbench.cli.find import find_pairs

    return find_pairs([Path(each) for each in asked.paths], asked.only, python=python)


def _begun(catalogue: "Catalogue", header: "RunRecord", place: Path) -> Begun:
    from pairbench.cli.runs.resuming import effort_for
    from pairbench.cli.runs.sharing import part_of_call
    from pairbench.core.sharing.shards import comparisons_in, with_their_share

    asked, entries, effort = header.asked, catalogue.entries, effort_for(header)
    shards: tuple[Shard, ...] = ()
    times = None if asked.shard_times is None else Path(asked.shard_times)
    if (part := part_of_call(asked.shard, times)) is not None:
        shards, entries = (part.record(entries),), part.mine(entries)
        part_and_whole = (
            comparisons_in(each.definition for each in some)
            for some in (entries, catalogue.entries)
        )
        effort = with_their_share(effort, *part_and_whole)
    return Begun(
        catalogue=catalogue,
        entries=entries,
        effort=effort,
        header=replace(header, shards=shards),
        place=place,
    )


def _measure_and_keep(begun: Begun, fleet: "Pairs | None") -> None:
    """Measure, and say in the run set how that ended, as far as it can still be written."""
    from pairbench.cli.runs.header import Header
    from pairbench.core.records.record import Status
    from pairbench.store.run_sets import RunFolder
    from pairbench.store.seals.held import held

    with held(begun.place):
        if begun.earlier is not None:
            begun.earlier.insist_on_no_other()
        folder = RunFolder(begun.place)
        header = Header(folder, begun.header)
        try:
            if begun.earlier is not None:
                begun.earlier.take_in(folder)
        except BaseException as error:
            # Nothing else is written then: it would do away with the journal.
            _tell_where(error, header.record, begun.place)
            raise
        try:
            header.save()
            _measure(begun, folder, header, fleet)
            header.end(Status.COMPLETE)
        except BaseException as error:
            with suppress(OSError):
                header.end(Status.INTERRUPTED)
            _tell_where(error, header.record, begun.place)
            raise


def _tell_where(error: BaseException, run: "RunRecord", place: Path) -> None:
    """Say where what was measured is, and how to go on.

    Raises:
        StoreError: this in one line with what the system refused.
    """
    from pairbench.cli.runs.resuming import how_to_go_on
    from pairbench.core.refused import remedy

    go_on = how_to_go_on(run, place)
    if isinstance(error, OSError):
        refused = error.strerror or str(error)
        at = f" at {error.filename}" if error.filename else ""
        if _leaves_nothing(place):
            raise StoreError(f"the run cannot begin: {refused}{at}: {remedy(error)}") from error
        there = f"what was measured is in {place}" if place.exists() else f"{place} is gone"
        raise StoreError(
            f"the run has stopped: {refused}{at}; {there}: {remedy(error)}; then {go_on}"
        ) from error
    if isinstance(error, Interrupted):
        say(f"stopped; what was measured is in {place}: {go_on}", err=True)


def _leaves_nothing(place: Path) -> bool:
    """Whether a run has not come to keep anything; its folder, which nobody could read, is gone."""
    from pairbench.store.seals.checksums import SUMS_FILE
    from pairbench.store.seals.held import LOCK_FILE

    if not place.is_dir() or {each.name for each in place.iterdir()} - {SUMS_FILE, LOCK_FILE}:
        return False
    shutil.rmtree(place, ignore_errors=True)
    return True


def _measure(begun: Begun, folder: "RunFolder", header: "Header", fleet: "Pairs | None") -> None:
    from pairbench.cli.probes import real_probes
    from pairbench.cli.runs.fleet import measure_on
    from pairbench.core.judging.noise import controls_among
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.project.catalogue import standard_workloads
    from pairbench.report.terminal.progress import display_for
    from pairbench.report.terminal.safe import SafeConsole
    from pairbench.run.run import run as run_pairs

    entries, effort, earlier = begun.entries, begun.effort, begun.earlier
    if fleet is not None:
        measure_on(fleet, entries, effort, folder, header)
        return
    before = {} if earlier is None else earlier.before(begun.catalogue, folder)
    with Jobs(remark) as jobs, display_for(SafeConsole()) as display:
        controls = [controls_among(standard_workloads())]
        run_pairs(entries, controls, real_probes(jobs), folder, effort, display, before=before)
