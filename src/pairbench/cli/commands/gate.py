"""The ``gate`` command: two revisions of a project, compared on this machine, and an exit code."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.options import Only, duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from pairbench.cli.outputs import Output
    from pairbench.core.gating.answer import GateExit
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.gate import GateResult

WORKING_TREE = "the working tree"

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub shows below a job."""

GatePaths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATHS]...",
        help="Pair files and suites of other tools, or folders of them, within the project.",
        show_default="bench, and the suites that are found",
    ),
]
Base = Annotated[
    str | None,
    typer.Option(
        help="Compare with where head branched off this revision.",
        metavar="REV",
        show_default="the default branch",
    ),
]
ExactBase = Annotated[
    bool, typer.Option("--exact-base", help="Compare with the tip of the base itself.")
]
All = Annotated[
    bool, typer.Option("--all", help="Measure as well what uses the same files on both sides.")
]
Head = Annotated[
    str | None,
    typer.Option(
        help="The revision to judge.", metavar="REV", show_default="the working tree as it is"
    ),
]
Budget = Annotated[
    float | None,
    duration(does="Time for each comparison.", shown="budget_s of the settings, 10s"),
]
Markdown = Annotated[Path | None, typer.Option(help="Write the answer as Markdown.")]
Json = Annotated[Path | None, typer.Option(help="Write every line as JSON.")]
Junit = Annotated[Path | None, typer.Option(help="Write every line as JUnit XML.")]
Strict = Annotated[bool, typer.Option("--strict", help="What is undecided or lost does not pass.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is to be compared; the base is a commit, and no head is the working tree."""

    base: str
    head: str | None
    only: str | None
    all_pairs: bool
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """A gate with its answer: all that is printed and written of it."""

    base: str
    head: str
    result: "GateResult"
    code: "GateExit"
    seconds: float


def gate(  # noqa: PLR0913 (each is an option)
    paths: GatePaths = None,
    *,
    base: Base = None,
    exact_base: ExactBase = False,
    head: Head = None,
    only: Only = None,
    budget: Budget = None,
    strict: Strict = False,
    all_pairs: All = False,
    markdown: Markdown = None,
    json: Json = None,
    junit: Junit = None,
) -> None:
    """Compare two revisions of this project, and fail when something got worse."""
    from pairbench.cli.outputs import write_all
    from pairbench.cli.project import this_project
    from pairbench.cli.sides import base_of, within
    from pairbench.core.gating.answer import GateExit, exit_code

    began_s = time.monotonic()
    project = this_project()
    settings = _settings(project.settings, budget)
    found = base_of(project.folder, base, head, exact=exact_base)
    typer.echo(f"pairbench: compared with {found.commit[:12]}, {found.how}", err=True)
    asked = _Asked(
        base=found.commit,
        head=head,
        only=only,
        all_pairs=all_pairs,
        paths=tuple(within(project.folder, each) for each in paths or ()),
    )
    console = _console()
    result = _compared(console, project.folder, asked, settings)
    answered = _Answered(
        base=base or found.commit[:12],
        head=head or WORKING_TREE,
        result=result,
        code=exit_code(result.lines, strict=strict),
        seconds=time.monotonic() - began_s,
    )
    written = write_all(_outputs(answered, markdown=markdown, json=json, junit=junit))
    # The terminal comes last: a reader that has gone costs none of the files.
    _print(console, answered)
    failed = not written and answered.code is not GateExit.WORSE
    raise typer.Exit(GateExit.FAILED if failed else answered.code)


def _console() -> "Console":
    from rich.console import Console

    return Console()


def _settings(settings: "Settings", budget_s: float | None) -> "Settings":
    """The settings for this call, with what is to be said of their exceptions."""
    from dataclasses import replace

    from pairbench.core.gating.settings import notices

    for notice in notices(settings, datetime.now(UTC).date()):
        typer.echo(f"pairbench: {notice}", err=True)
    return settings if budget_s is None else replace(settings, budget_s=budget_s)


def _compared(
    console: "Console", project: Path, asked: _Asked, settings: "Settings"
) -> "GateResult":
    from pairbench.cli.probes import real_probes
    from pairbench.cli.sides import listed, sides_of
    from pairbench.gate.gate import GateTools, run_gate
    from pairbench.measure.checks.comparer import ResultComparer
    from pairbench.measure.memory.probe import MemrayProbe
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.measure.usage.probe import UsageProbe
    from pairbench.report.terminal.progress import display_for

    with sides_of(project, asked.base, asked.head, settings) as (sites, grounds), Jobs() as jobs:
        before, after = listed(sites, settings, asked.only, asked.paths)
        with display_for(console) as display:
            tools = GateTools(
                probes=real_probes(jobs),
                comparer=ResultComparer(jobs),
                lines=MemrayProbe(jobs),
                usage=UsageProbe(jobs),
                progress=display,
            )
            today = datetime.now(UTC).date()
            return run_gate(
                before, after, grounds, settings, today, tools, all_pairs=asked.all_pairs
            )


def _outputs(
    answered: _Answered, *, markdown: Path | None, json: Path | None, junit: Path | None
) -> "Iterator[Output]":
    """Every file that was asked for, and the summary of the job where there is one."""
    from pairbench.cli.outputs import Output
    from pairbench.report.gate.answer import gate_markdown
    from pairbench.report.gate.junit import junit_xml
    from pairbench.store.gates import FORMAT, StoredGate, gate_json

    result = answered.result

    def as_markdown() -> bytes:
        title = f"pairbench gate: {answered.head} against {answered.base}"
        text = gate_markdown(answered.code, result.lines, result.machine, title)
        return text.encode("utf-8", errors="replace")

    def as_json() -> bytes:
        return gate_json(
            StoredGate(
                format=FORMAT,
                base=answered.base,
                head=answered.head,
                exit_code=answered.code,
                seconds=answered.seconds,
                machine=result.machine,
                lines=result.lines,
            )
        )

    if json is not None:
        yield Output(path=json, content=as_json)
    if junit is not None:
        yield Output(path=junit, content=lambda: junit_xml(result.lines))
    if markdown is not None:
        yield Output(path=markdown, content=as_markdown)
    if summary := os.environ.get(SUMMARY):
        yield Output(path=Path(summary), content=as_markdown, appended=True)


def _print(console: "Console", answered: _Answered) -> None:
    from pairbench.report.gate.answer import answer, machine_in_words, print_gate

    result = answered.result
    print_gate(console, result.lines)
    said = answer(answered.code, result.lines, result.machine)
    for line in (machine_in_words(result.machine), said):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
