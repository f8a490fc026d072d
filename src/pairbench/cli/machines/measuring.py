"""Makes a run set: on this machine as one run, or by a fleet that takes whole pairs."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairbench.cli.machines.fleet import Pairs
    from pairbench.cli.machines.header import Header
    from pairbench.cli.machines.sharing import Part
    from pairbench.core.authoring.entry import Entry
    from pairbench.core.planning.effort import Effort
    from pairbench.core.records.record import RunRecord
    from pairbench.project.catalogue import Catalogue
    from pairbench.store.run_sets import RunFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be measured, how hard, and under which folder it is kept."""

    paths: list[Path] | None
    only: str | None
    part: "Part | None"
    effort: "Effort"
    out: Path


def make_run_set(asked: Asked, interpreter: Path | None, fleet: "Pairs | None") -> tuple[Path, int]:
    """Measure the pairs on an interpreter; the folder of the run set, and the exit code so far.

    None is the interpreter that runs the harness.

    Raises:
        Interrupted: the user has had enough; what was measured is kept.
        UsageError: a path or the settings cannot be used.
    """
    from pairbench.cli.find import find_pairs, reject
    from pairbench.cli.machines.header import Header
    from pairbench.cli.machines.sharing import effort_for
    from pairbench.core.errors import Interrupted
    from pairbench.core.records.record import Status
    from pairbench.store.run_sets import RunFolder, new_folder

    catalogue = find_pairs(asked.paths, asked.only, python=interpreter)
    rejected = reject(catalogue)
    started = datetime.now(UTC)
    folder = RunFolder(new_folder(asked.out / "runs", started))
    entries, effort = catalogue.entries, asked.effort
    record = _record(catalogue, started, interpreter, quick=effort.only_asked)
    if asked.part is not None:
        record = replace(record, shards=(asked.part.record(entries),))
        entries = asked.part.mine(entries)
        effort = effort_for(effort, entries, catalogue.entries)
    header = Header(folder, record)
    try:
        _measure(entries, effort, folder, header, fleet)
    except Interrupted:
        header.end(Status.INTERRUPTED)
        where = f"stopped; what was measured is in {folder.folder}: see 'pairbench report'"
        typer.echo(where, err=True)
        raise
    header.end(Status.COMPLETE)
    return folder.folder, rejected


def _measure(
    entries: "Sequence[Entry]",
    effort: "Effort",
    folder: "RunFolder",
    header: "Header",
    fleet: "Pairs | None",
) -> None:
    from rich.console import Console

    from pairbench.cli.machines.fleet import measure_on
    from pairbench.cli.probes import real_probes
    from pairbench.core.judging.noise import controls_among
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.project.catalogue import standard_workloads
    from pairbench.report.terminal.progress import display_for
    from pairbench.run.run import run as run_pairs

    if fleet is not None:
        measure_on(fleet, entries, effort, folder, header)
        return
    with Jobs() as jobs, display_for(Console()) as display:
        controls = controls_among(standard_workloads())
        run_pairs(entries, [controls], real_probes(jobs), folder, effort, display)


def _record(
    catalogue: "Catalogue", started: datetime, python: Path | None, *, quick: bool
) -> "RunRecord":
    from pairbench.core.records.record import RunRecord, Status
    from pairbench.measure.machine.reader import environment_of_workers

    return RunRecord(
        started=started.isoformat(timespec="seconds"),
        duration_s=0.0,
        status=Status.RUNNING,
        quick=quick,
        environment=environment_of_workers(Path.cwd(), python),
        rejected=tuple(str(error) for error in catalogue.errors),
    )
