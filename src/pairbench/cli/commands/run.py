"""The ``run`` command: measure, save, judge, report."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.commands.report import show
from pairbench.cli.options import Budget, Only, Out, Paths, RunBudget, Verbose
from pairbench.core.errors import Interrupted

if TYPE_CHECKING:
    from rich.console import Console

    from pairbench.core.planning.effort import Effort
    from pairbench.core.records.record import RunRecord, Status
    from pairbench.project.catalogue import Catalogue
    from pairbench.store.run_sets import RunFolder


def run(
    paths: Paths = None,
    only: Only = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Few rounds, wide intervals.")] = False,
    budget: Budget = None,
    run_budget: RunBudget = None,
    out: Out = Path("reports"),
    verbose: Verbose = False,
) -> None:
    """Measure the pairs, save every measurement, judge the claims, and write the report."""
    from dataclasses import replace

    from rich.console import Console

    from pairbench.cli.exits import code_for, severity
    from pairbench.cli.find import find_pairs, reject
    from pairbench.core.planning.effort import FULL, QUICK
    from pairbench.core.records.record import Status
    from pairbench.store.run_sets import RunFolder, new_folder

    effort = replace(QUICK if quick else FULL, budget_s=budget, run_budget_s=run_budget)
    console = Console()
    catalogue = find_pairs(paths, only)
    rejected = reject(catalogue)
    if not catalogue.entries:
        typer.echo("pairbench: nothing to measure: the report stays as it is", err=True)
        raise typer.Exit(rejected)
    started = datetime.now(UTC)
    folder = RunFolder(new_folder(out / "runs", started))
    header = _header(catalogue, started, quick=quick)
    folder.save_run(header)
    try:
        _measure(console, catalogue, folder, effort)
    except Interrupted:
        folder.save_run(_finished(header, started, Status.INTERRUPTED))
        where = f"stopped; what was measured is in {folder.folder}: see 'pairbench report'"
        typer.echo(where, err=True)
        raise
    folder.save_run(_finished(header, started, Status.COMPLETE))
    (judged,) = show([folder.folder], out, verbose=verbose)
    failures = [each for findings in judged.findings for each in findings.record.failures]
    raise typer.Exit(max(rejected, code_for(failures), key=severity))


def _measure(
    console: "Console", catalogue: "Catalogue", folder: "RunFolder", effort: "Effort"
) -> None:
    from pairbench.cli.probes import real_probes
    from pairbench.core.judging.noise import controls_among
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.project.catalogue import standard_workloads
    from pairbench.report.terminal.progress import display_for
    from pairbench.run.run import run as run_pairs

    with Jobs() as jobs, display_for(console) as display:
        controls = controls_among(standard_workloads())
        run_pairs(catalogue.entries, [controls], real_probes(jobs), folder, effort, display)


def _header(catalogue: "Catalogue", started: datetime, *, quick: bool) -> "RunRecord":
    from pairbench.core.records.record import RunRecord, Status
    from pairbench.measure.machine.reader import environment_of_workers

    return RunRecord(
        started=started.isoformat(timespec="seconds"),
        duration_s=0.0,
        status=Status.RUNNING,
        quick=quick,
        environment=environment_of_workers(Path.cwd()),
        rejected=tuple(str(error) for error in catalogue.errors),
    )


def _finished(header: "RunRecord", started: datetime, status: "Status") -> "RunRecord":
    from dataclasses import replace

    duration_s = (datetime.now(UTC) - started).total_seconds()
    return replace(header, duration_s=duration_s, status=status)
