"""The ``report`` command, and what a run shows at its end: run sets judged, drawn and written."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.options import FailOnChange, Out, Verbose
from pairbench.cli.outputs import remark, say
from pairbench.core.words import printable

if TYPE_CHECKING:
    from pairbench.core.judging.ledger import JudgedRun
    from pairbench.core.records.record import RunRecord

FINDINGS = "pairbench report --each-python --format markdown"
"""The command that the findings name as their source."""


class Format(StrEnum):
    """What a report is written as."""

    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"


def report(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="RUN_SET", help="Run sets.", show_default="the newest"),
    ] = None,
    *,
    each_python: Annotated[
        bool, typer.Option("--each-python", help="The newest run set of each interpreter.")
    ] = False,
    format_: Annotated[
        Format,
        typer.Option("--format", help="A page; all others go to standard output."),
    ] = Format.HTML,
    fail_on_environment_change: FailOnChange = False,
    out: Out = Path("reports"),
    verbose: Verbose = False,
) -> None:
    """Judge stored run sets anew; several stand side by side in one report."""
    from pairbench.cli.runs.unchanged import insist_on_one_environment
    from pairbench.store.run_sets import latest_folder, latest_of_each_python

    if each_python:
        folders = latest_of_each_python(out / "runs")
    chosen = folders or [latest_folder(out / "runs")]
    if not folders:
        _tell_newer(chosen[0])
    if fail_on_environment_change:
        insist_on_one_environment(chosen)
    if format_ is Format.HTML:
        show(chosen, out, verbose=verbose)
    else:
        typer.echo(printable(_as_text(judged(chosen), format_), keep="\r\n\t"), nl=False)


def _tell_newer(folder: Path) -> None:
    """Name the run sets that are newer, and were passed over because they are not whole."""
    from pairbench.store.unfinished import newer_unfinished

    for each in newer_unfinished(folder):
        text = f"passed over {each}, which did not end: 'pairbench run --resume {each}' goes on"
        remark(text)


def _as_text(runs: "list[JudgedRun]", format_: Format) -> str:
    """The runs in one of the forms that are printed."""
    from pairbench.report.claims.findings import findings_page
    from pairbench.report.claims.spreadsheet import claims_csv
    from pairbench.store.claims import claims_json

    match format_:
        case Format.JSON:
            return f"{claims_json(runs)}\n"
        case Format.CSV:
            return claims_csv(runs)
        case _:
            return findings_page(runs, command=FINDINGS)


def judged(folders: Sequence[Path]) -> "list[JudgedRun]":
    """Read run sets and judge them.

    Raises:
        StoreError: one of them cannot be read.
    """
    from pairbench.core.judging.ledger import judge_run
    from pairbench.store.run_sets import load

    return [judge_run(load(folder)) for folder in folders]


def _of_unfinished(run: "RunRecord", folder: Path) -> str:
    if run.status == "running":
        return "         it is being measured: what is missing is not measured yet"
    from pairbench.cli.runs.resuming import how_to_go_on
    from pairbench.core.sharing.whole import missing_in_words, missing_of

    go_on = how_to_go_on(run, folder)
    if missing := missing_of(run):
        first, *_ = missing_in_words(missing, run.shards[0].count)
        return f"         {first}; {go_on}"
    return f"         the run was {run.status}: what is missing was not measured; {go_on}"


def show(folders: Sequence[Path], out: Path, *, verbose: bool = False) -> "list[JudgedRun]":
    """Judge run sets, write the pages, and print the claims of each.

    What is given back has no raw values: a run set may have thousands of pairs.
    """
    from pairbench.cli.runs.showing import write_report
    from pairbench.core.judging.ledger import labels
    from pairbench.core.words import counted
    from pairbench.report.terminal.claims import print_claims
    from pairbench.report.terminal.progress import saying
    from pairbench.report.terminal.safe import SafeConsole

    with saying(SafeConsole(), "report"):
        runs = write_report(folders, out / "html")
    for run, label, folder in zip(runs, labels(runs), folders, strict=True):
        if run.run.measured_by is None:
            named = label if len(runs) > 1 else None
            again = f"pairbench report {folder} --verbose"
            print_claims(SafeConsole(), run, label=named, verbose=verbose, again=again)
        else:
            numbers = counted(len(run.readings), "numbers")
            say(f"{label}: {numbers} of {run.run.measured_by}, not judged")
        say(f"run set: {folder}")
        if not run.run.is_whole:
            say(_of_unfinished(run.run, folder))
    say(f"report:  {out / 'html' / 'index.html'}")
    return runs
