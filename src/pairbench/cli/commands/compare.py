"""The ``compare`` command: an answer in one line, without a pair file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.options import duration

if TYPE_CHECKING:
    from pairbench.core.authoring.entry import Site
    from pairbench.core.planning.effort import Effort
    from pairbench.versus.comparing import Compared
    from pairbench.versus.pair_file import Wanted


def compare(  # noqa: PLR0913 (one parameter for each option)
    alternatives: Annotated[
        list[str],
        typer.Argument(
            metavar="CODE",
            help="Code in quotes, or module:function, or file.py:function, or Python files; the "
            "first is the baseline.",
            show_default=False,
        ),
    ],
    *,
    setup: Annotated[
        str,
        typer.Option(
            "--setup",
            "-s",
            metavar="CODE",
            help="What makes the names that the code reads; not timed.",
        ),
    ] = "",
    size: Annotated[
        str | None,
        typer.Option(
            "--size",
            metavar="NAME=N,N,...",
            help="Give a name these whole numbers in turn, and say how the time grows.",
        ),
    ] = None,
    call: Annotated[
        str,
        typer.Option(
            "--input", metavar="EXPRESSION", help="What functions that are named are called with."
        ),
    ] = "",
    mutates: Annotated[
        bool,
        typer.Option("--mutates", help="The code changes what it is given: copy it for each call."),
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Compare also what gives different results.")
    ] = False,
    budget: Annotated[
        float | None,
        duration(
            does="Time for each comparison: 10s, 1m; it takes more rounds than a verdict needs.",
            shown="until it is decided, 10s at most",
        ),
    ] = None,
    error: Annotated[
        str, typer.Option(metavar="PERCENT", help="The chance that any answer is wrong, at most.")
    ] = "5%",
    json: Annotated[
        bool, typer.Option("--json", help="Print the answer as JSON, and nothing else.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the report to this file.")
    ] = None,
) -> None:
    """Say which piece of code is faster, and how sure that is.

    pairbench compare "sorted(d)[0]" "min(d)" --setup "d = [3, 1, 2]"
    """
    from pairbench.cli.exits import Exit, code_for
    from pairbench.cli.find import site_of_here
    from pairbench.cli.outputs import Output, remark, write_all
    from pairbench.versus.comparing import effort_for
    from pairbench.versus.question import error_from, question

    site, effort = site_of_here(), effort_for(budget_s=budget, error=error_from(error))
    wanted = question(
        alternatives, setup=setup, size=size, call=call, mutates=mutates, folders=site.sources
    )
    compared = _measured(wanted, site, effort, anyway=anyway)
    _show(compared, as_json=json)
    if html is not None:
        write_all([Output(path=html, content=lambda: _page(compared))])
    if compared.is_interrupted:
        remark("interrupted: these are the figures of what was measured by then")
        raise typer.Exit(Exit.INTERRUPTED)
    raise typer.Exit(code_for(compared.failures))


def _measured(wanted: "Wanted", site: "Site", effort: "Effort", *, anyway: bool) -> "Compared":
    """The comparison; once more without looking at the results where that is asked for."""
    from pairbench.cli.probes import real_probes
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.report.terminal.progress import unobtrusive
    from pairbench.report.terminal.safe import SafeConsole
    from pairbench.versus.comparing import compare as compare_subject
    from pairbench.versus.comparing import of_code

    with Jobs() as jobs, unobtrusive(SafeConsole(stderr=True)) as display:
        return compare_subject(
            of_code(wanted, site), site, real_probes(jobs), effort, display, anyway=anyway
        )


def _show(compared: "Compared", *, as_json: bool) -> None:
    from pairbench.report.terminal.answers import console_for_answers, print_answers
    from pairbench.store.answers import answers_json

    if as_json:
        typer.echo(answers_json(compared.answers))
    else:
        print_answers(console_for_answers(), compared.answers)


def _page(compared: "Compared") -> bytes:
    """The report of the comparison, as the page that a run has."""
    from pairbench.core.judging.ledger import JudgedRun
    from pairbench.measure.machine.reader import environment_of_workers
    from pairbench.report.page.document import build_page

    header = compared.header(environment_of_workers(Path.cwd()))
    run = JudgedRun(run=header, findings=(compared.findings,), noise=None)
    return build_page([run]).encode()
