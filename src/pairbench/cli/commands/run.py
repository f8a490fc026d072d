"""The ``run`` command: measure, save, judge, report."""

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.commands.report import show
from pairbench.cli.options import Budget, MemoryLimit, Only, Out, Paths, RunBudget
from pairbench.core.errors import Interrupted, StoreError, UsageError
from pairbench.core.words import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

    from pairbench.cli.resuming import Unfinished
    from pairbench.core.planning.effort import Effort
    from pairbench.core.records.record import Asked, PairRecord, RunRecord, Status
    from pairbench.project.catalogue import Catalogue
    from pairbench.store.run_sets import RunFolder


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A run that may begin, or go on: what it measures, how hard it tries, and where it is kept."""

    catalogue: "Catalogue"
    effort: "Effort"
    header: "RunRecord"
    place: Path
    earlier: "Unfinished | None" = None


def run(  # noqa: PLR0913 (each is an option)
    paths: Paths = None,
    only: Only = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Few rounds, wide intervals.")] = False,
    budget: Budget = None,
    run_budget: RunBudget = None,
    memory_limit: MemoryLimit = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on with the run set that is named instead of paths, or with the newest that "
            "did not come to its end.",
        ),
    ] = False,
    out: Out = Path("reports"),
) -> None:
    """Measure the pairs, save every measurement, judge the claims, and write the report."""
    from pairbench.cli.exits import code_for, severity
    from pairbench.cli.find import reject
    from pairbench.core.records.record import Asked
    from pairbench.measure.processes.limits import workers_limited_to
    from pairbench.measure.sides.janitor import folder_with_janitor
    from pairbench.report.terminal.safe import SafeConsole

    named = tuple(map(str, paths or ()))
    asked = Asked(
        paths=named,
        only=only,
        budget_s=budget,
        run_budget_s=run_budget,
        memory_limit_bytes=memory_limit,
    )
    if resume and (quick or asked != Asked(paths=named)):
        raise UsageError("--resume goes on as the run began: leave out what it is to measure")
    begun = _go_on(paths, out) if resume else _begin(asked, out, quick=quick)
    rejected = reject(begun.catalogue)
    limit_bytes = begun.header.asked.memory_limit_bytes
    with folder_with_janitor(), workers_limited_to(limit_bytes):
        _measure_and_keep(SafeConsole(), begun)
    (judged,) = show([begun.place], out)
    failures = [each for findings in judged.findings for each in findings.record.failures]
    raise typer.Exit(max(rejected, code_for(failures), key=severity))


def _begin(asked: "Asked", out: Path, *, quick: bool) -> _Begun:
    """A run of all that is asked for, in a new folder."""
    from pairbench.cli.resuming import effort_for
    from pairbench.core.records.record import RunRecord, Status
    from pairbench.measure.machine.reader import environment_of_workers
    from pairbench.store.run_sets import new_folder

    catalogue = _find(asked)
    started = datetime.now(UTC)
    header = RunRecord(
        started=started.isoformat(timespec="seconds"),
        duration_s=0.0,
        status=Status.RUNNING,
        quick=quick,
        environment=environment_of_workers(Path.cwd()),
        rejected=tuple(str(error) for error in catalogue.errors),
        asked=asked,
    )
    return _Begun(
        catalogue=catalogue,
        effort=effort_for(header),
        header=header,
        place=new_folder(out / "runs", started),
    )


def _go_on(paths: list[Path] | None, out: Path) -> _Begun:
    """The run that did not come to its end, with what it was asked for."""
    from pairbench.cli.resuming import effort_for, insist_on_same, unfinished
    from pairbench.core.records.record import Status
    from pairbench.measure.machine.reader import environment_of_workers

    earlier = unfinished(paths, out)
    header = earlier.run_set.run
    catalogue = _find(header.asked)
    insist_on_same(header.environment, environment_of_workers(Path.cwd()))
    rejected = tuple(str(error) for error in catalogue.errors)
    return _Begun(
        catalogue=catalogue,
        effort=effort_for(header),
        header=replace(header, status=Status.RUNNING, rejected=rejected),
        place=earlier.folder,
        earlier=earlier,
    )


def _find(asked: "Asked") -> "Catalogue":
    from pairbench.cli.find import find_pairs

    return find_pairs([Path(each) for each in asked.paths], asked.only)


def _measure_and_keep(console: "Console", begun: _Begun) -> None:
    """Measure, and say in the run set how that ended, as far as it can still be written.

    Raises:
        StoreError: the run set cannot be written any more; the message says where it is.
    """
    from pairbench.core.records.record import Status
    from pairbench.store.run_sets import RunFolder
    from pairbench.store.seals.held import held

    with held(begun.place):
        folder, began_s = RunFolder(begun.place), time.monotonic()
        try:
            folder.save_run(begun.header)
            before = {} if begun.earlier is None else begun.earlier.before(begun.catalogue, folder)
            _measure(console, begun, folder, before)
            folder.save_run(_ended(begun.header, began_s, Status.COMPLETE))
        except BaseException as error:
            with suppress(OSError):
                folder.save_run(_ended(begun.header, began_s, Status.INTERRUPTED))
            _tell_where(error, begun.place)
            raise


def _tell_where(error: BaseException, place: Path) -> None:
    """Say where what was measured is, and how to go on.

    Raises:
        StoreError: this in one line with what the system refused.
    """
    go_on = f"'pairbench run --resume {place}' goes on"
    if isinstance(error, OSError):
        refused = error.strerror or str(error)
        at = f" at {error.filename}" if error.filename else ""
        there = f"what was measured is in {place}" if place.exists() else f"{place} is gone"
        raise StoreError(
            f"the run has stopped: {refused}{at}; {there}: make room, and {go_on}"
        ) from error
    if isinstance(error, Interrupted):
        typer.echo(printable(f"stopped; what was measured is in {place}: {go_on}"), err=True)


def _measure(
    console: "Console", begun: _Begun, folder: "RunFolder", before: "Mapping[str, PairRecord]"
) -> None:
    from pairbench.cli.probes import real_probes
    from pairbench.core.judging.noise import controls_among
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.project.catalogue import standard_workloads
    from pairbench.report.terminal.progress import display_for
    from pairbench.run.run import run as run_pairs

    with Jobs() as jobs, display_for(console) as display:
        controls = [controls_among(standard_workloads())]
        entries, probes = begun.catalogue.entries, real_probes(jobs)
        run_pairs(entries, controls, probes, folder, begun.effort, display, before=before)


def _ended(header: "RunRecord", began_s: float, status: "Status") -> "RunRecord":
    """The header with how long it took, together with what it took before."""
    duration_s = header.duration_s + time.monotonic() - began_s
    return replace(header, duration_s=duration_s, status=status)
