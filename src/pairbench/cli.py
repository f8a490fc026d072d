"""The command line: each command is a straight line of steps, and heavy libraries come late."""

import signal
import sys
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli_calibrate import calibrate, duration_s
from pairbench.cli_gate import accept, gate
from pairbench.cli_report import report, show
from pairbench.core.errors import Interrupted, PairbenchError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from pairbench.catalogue import Catalogue
    from pairbench.core.effort import Effort
    from pairbench.core.measurement import Failure
    from pairbench.core.record import RunRecord, Status
    from pairbench.store import RunFolder


class Exit(IntEnum):
    """What the exit codes mean."""

    GOOD = 0
    USAGE = 2
    NOT_MEASURED = 3
    INTERRUPTED = 130


app = typer.Typer(
    help="Measure paired implementations of the same job, and judge what is claimed of them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.command()(report)
app.command()(calibrate)
app.command()(gate)
app.command()(accept)

Paths = Annotated[
    list[Path] | None, typer.Argument(help="Pair files or folders of them.", show_default="bench")
]
Only = Annotated[str | None, typer.Option(help="Only pairs whose name matches this pattern.")]
Budget = Annotated[
    float | None,
    typer.Option(
        "--budget",
        parser=duration_s,
        metavar="TIME",
        help="Time for each comparison that a claim speaks of: 10s, 1m.",
        show_default="10s, and longer where a call is slow",
    ),
]
RunBudget = Annotated[
    float | None,
    typer.Option(
        "--run-budget",
        parser=duration_s,
        metavar="TIME",
        help="Time for the whole run; what is left over goes to the undecided claims.",
        show_default="as long as it takes",
    ),
]
Out = Annotated[Path, typer.Option(help="The folder for run sets and reports.")]


def main() -> None:
    """Run a command; every error becomes one line and an exit code here, and only here."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app()
    except PairbenchError as error:
        print(f"pairbench: {error}", file=sys.stderr)  # noqa: T201 (the entry point may)
        sys.exit(Exit.USAGE)
    except Interrupted:
        sys.exit(Exit.INTERRUPTED)


@app.command("list")
def list_pairs(paths: Paths = None, only: Only = None) -> None:
    """List the pairs, with their variants and sizes."""
    catalogue = _find(paths, only)
    for entry in catalogue.entries:
        definition = entry.definition
        variants = " ".join(variant.name for variant in definition.variants)
        sizes = " ".join(f"{size:,}" for size in definition.sizes)
        typer.echo(f"{definition.name}: {variants}; {sizes} {definition.axis}")
    raise typer.Exit(_reject(catalogue))


@app.command()
def check(paths: Paths = None, only: Only = None) -> None:
    """Check that the variants of every pair agree, and show their behaviour; time nothing."""
    import os

    from pairbench.measure.check import PairChecker
    from pairbench.measure.jobs import Jobs
    from pairbench.parallel import in_parallel
    from pairbench.report.progress import failure_line

    catalogue = _find(paths, only)
    code = _reject(catalogue)
    with Jobs() as jobs:
        width = os.cpu_count() or 1
        reports = in_parallel(width, PairChecker(jobs).check, catalogue.entries)
        for entry, report in zip(catalogue.entries, reports, strict=True):
            typer.echo(f"{entry.definition.name}: {'failed' if report.failures else 'ok'}")
            for failure in report.failures:
                typer.echo(f"  {failure_line(failure)}")
            for sighting in report.sightings:
                verb = "passed" if sighting.passed else "failed"
                typer.echo(f"  {sighting.variant} {verb} {sighting.check}: {sighting.seen}")
            code = max(code, _code_for(report.failures), key=_severity)
    raise typer.Exit(code)


@app.command()
def run(
    paths: Paths = None,
    only: Only = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Few rounds, wide intervals.")] = False,
    budget: Budget = None,
    run_budget: RunBudget = None,
    out: Out = Path("reports"),
) -> None:
    """Measure the pairs, save every measurement, judge the claims, and write the report."""
    from dataclasses import replace

    from rich.console import Console

    from pairbench.core.effort import FULL, QUICK
    from pairbench.core.record import Status
    from pairbench.store import RunFolder, new_folder

    effort = replace(QUICK if quick else FULL, budget_s=budget, run_budget_s=run_budget)
    console = Console()
    catalogue = _find(paths, only)
    rejected = _reject(catalogue)
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
    (judged,) = show([folder.folder], out)
    failures = [each for findings in judged.findings for each in findings.record.failures]
    raise typer.Exit(max(rejected, _code_for(failures), key=_severity))


def _find(paths: list[Path] | None, only: str | None) -> "Catalogue":
    from pairbench.catalogue import find

    return find(paths or [Path("bench")], only=only)


def _reject(catalogue: "Catalogue") -> int:
    """Name the pairs that cannot be loaded; the others go on."""
    for error in catalogue.errors:
        typer.echo(f"pairbench: {error}", err=True)
    return Exit.USAGE if catalogue.errors else Exit.GOOD


def _measure(
    console: "Console", catalogue: "Catalogue", folder: "RunFolder", effort: "Effort"
) -> None:
    from pairbench.catalogue import standard_workloads
    from pairbench.cli_probes import real_probes
    from pairbench.core.noise import controls_among
    from pairbench.measure.jobs import Jobs
    from pairbench.report.progress import display_for
    from pairbench.run import run as run_pairs

    with Jobs() as jobs, display_for(console) as display:
        controls = controls_among(standard_workloads())
        run_pairs(catalogue.entries, controls, real_probes(jobs), folder, effort, display)


def _header(catalogue: "Catalogue", started: datetime, *, quick: bool) -> "RunRecord":
    from pairbench.core.record import RunRecord, Status
    from pairbench.measure.environment import read_environment

    return RunRecord(
        started=started.isoformat(timespec="seconds"),
        duration_s=0.0,
        status=Status.RUNNING,
        quick=quick,
        environment=read_environment(Path.cwd()),
        rejected=tuple(str(error) for error in catalogue.errors),
    )


def _finished(header: "RunRecord", started: datetime, status: "Status") -> "RunRecord":
    from dataclasses import replace

    duration_s = (datetime.now(UTC) - started).total_seconds()
    return replace(header, duration_s=duration_s, status=status)


def _code_for(failures: "Sequence[Failure]") -> int:
    from pairbench.core.measurement import Trouble

    if any(failure.trouble is Trouble.WRONG for failure in failures):
        return Exit.USAGE
    return Exit.NOT_MEASURED if failures else Exit.GOOD


def _severity(code: int) -> int:
    """A pair file that must be mended comes before a variant that could not be measured."""
    return [Exit.GOOD, Exit.NOT_MEASURED, Exit.USAGE].index(Exit(code))


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise Interrupted
