"""The ``gate`` command: two sides of a project, compared on this machine, and an exit code."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pairbench.cli.options import Dask, DaskWait, GateBudget, Only, ShardOption, ShardTimes
from pairbench.cli.outputs import remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from pairbench.cli.outputs import Output
    from pairbench.core.gating.answer import GateExit
    from pairbench.core.gating.asked import SideFacts
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.gate import GateResult

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub shows below a job."""


def _python_of(side: str) -> Any:
    """The option that names a side's interpreter."""
    return typer.Option(
        help=f"Run {side} on this interpreter: a version, a name or a path.",
        metavar="PYTHON",
        show_default="the one that runs pairbench",
    )


def _requirement_of(side: str) -> Any:
    """The option that asks for a side's packages."""
    return typer.Option(
        help=f"Install this for {side}; may be repeated.",
        metavar="REQUIREMENT",
        show_default=False,
    )


GatePaths = Annotated[
    list[Path] | None,
    typer.Argument(
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
BasePython = Annotated[str | None, _python_of("base")]
HeadPython = Annotated[str | None, _python_of("head")]
BaseWith = Annotated[list[str] | None, _requirement_of("base")]
HeadWith = Annotated[list[str] | None, _requirement_of("head")]
Markdown = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the answer as Markdown.")
]
Json = Annotated[Path | None, typer.Option(metavar="FILE", help="Write every line as JSON.")]
Junit = Annotated[Path | None, typer.Option(metavar="FILE", help="Write every line as JUnit XML.")]
Strict = Annotated[bool, typer.Option("--strict", help="What is undecided or lost does not pass.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """A gate with its answer: all that is printed and written of it."""

    sides: "tuple[SideFacts, SideFacts]"
    result: "GateResult"
    code: "GateExit"
    seconds: float

    @property
    def named(self) -> tuple[str, str]:
        """What base and head are, in words."""
        from pairbench.core.gating.asked import in_words

        base, head = self.sides
        return in_words(base, head), in_words(head, base)

    @property
    def caption(self) -> str | None:
        """What the sides are, where their trees do not say it all."""
        from dataclasses import replace

        base, head = self.sides
        if replace(base, tree=head.tree) == head:
            return None
        return "Head is {1}, and base is {0}.".format(*self.named)


def gate(  # noqa: PLR0913 (each is an option)
    paths: GatePaths = None,
    *,
    base: Base = None,
    exact_base: ExactBase = False,
    head: Head = None,
    base_python: BasePython = None,
    head_python: HeadPython = None,
    base_with: BaseWith = None,
    head_with: HeadWith = None,
    only: Only = None,
    budget: GateBudget = None,
    shard: ShardOption = None,
    shard_times: ShardTimes = None,
    dask: Dask = None,
    dask_wait: DaskWait = None,
    strict: Strict = False,
    all_pairs: All = False,
    markdown: Markdown = None,
    json: Json = None,
    junit: Junit = None,
) -> None:
    """Compare two revisions, interpreters or sets of packages, and fail if something got worse."""
    from pairbench.cli.comparing import Comparing, compare
    from pairbench.cli.environments import pythons_of
    from pairbench.cli.gates.fleet import compare_by
    from pairbench.cli.outputs import write_all
    from pairbench.cli.project import this_project
    from pairbench.cli.runs.fleet import cluster_at, insist_on_cluster
    from pairbench.cli.runs.sharing import part_of_call
    from pairbench.cli.sides import asked_of, within
    from pairbench.core.gating.answer import GateExit, exit_code
    from pairbench.core.gating.asked import AskedSide

    began_s = time.monotonic()
    project = this_project()
    settings = _settings(project.settings, budget)
    own = (
        AskedSide(python=base_python, requirements=tuple(base_with or ())),
        AskedSide(python=head_python, requirements=tuple(head_with or ())),
    )
    pythons = pythons_of(own)
    sides = asked_of(project.folder, own, base, head, exact=exact_base)
    asked = Comparing(
        sides=sides,
        pythons=pythons,
        only=only,
        all_pairs=all_pairs,
        part=part_of_call(shard, shard_times),
        paths=tuple(within(project.folder, each) for each in paths or ()),
    )
    insist_on_cluster(dask, dask_wait)
    console = _console()
    if dask is None:
        result, found = compare(console, project.folder, asked, settings)
    else:
        with cluster_at(dask, dask_wait) as cluster:
            result, found = compare_by(cluster, console, project.folder, asked, settings)
    code = exit_code(result.lines, strict=strict)
    answered = _Answered(
        sides=found,
        result=result,
        code=GateExit.INTERRUPTED if result.is_interrupted else code,
        seconds=time.monotonic() - began_s,
    )
    written = write_all(_outputs(answered, markdown=markdown, json=json, junit=junit))
    # The terminal comes last: a reader that has gone costs none of the files.
    _print(console, answered)
    failed = not written and answered.code is not GateExit.WORSE
    raise typer.Exit(GateExit.FAILED if failed else answered.code)


def _console() -> "Console":
    from pairbench.report.terminal.safe import SafeConsole

    return SafeConsole()


def _settings(settings: "Settings", budget_s: float | None) -> "Settings":
    """The settings for this call, with what is to be said of their exceptions."""
    from dataclasses import replace

    from pairbench.core.gating.settings import notices

    for notice in notices(settings, datetime.now(UTC).date()):
        remark(notice)
    return settings if budget_s is None else replace(settings, budget_s=budget_s)


def _outputs(
    answered: _Answered, *, markdown: Path | None, json: Path | None, junit: Path | None
) -> "Iterator[Output]":
    """Every file that was asked for, and the summary of the job where there is one."""
    from pairbench.cli.outputs import Output
    from pairbench.report.gate.answer import gate_markdown
    from pairbench.report.gate.junit import junit_xml
    from pairbench.store.gates import FORMAT, StoredGate, StoredSides, gate_json

    result = answered.result
    base, head = answered.named

    def as_markdown() -> bytes:
        title = f"pairbench gate: {head} against {base}"
        text = gate_markdown(answered.code, result.lines, result.machines, title)
        return text.encode("utf-8", errors="replace")

    def as_json() -> bytes:
        return gate_json(
            StoredGate(
                format=FORMAT,
                base=base,
                head=head,
                sides=StoredSides(base=answered.sides[0], head=answered.sides[1]),
                exit_code=answered.code,
                seconds=answered.seconds,
                machine=result.machine,
                machines=tuple(each for each in result.machines if each.name is not None),
                lines=result.lines,
            )
        )

    if json is not None:
        yield Output(path=json, content=as_json)
    if junit is not None:
        sides = None if answered.caption is None else answered.named
        yield Output(path=junit, content=lambda: junit_xml(result.lines, sides))
    if markdown is not None:
        yield Output(path=markdown, content=as_markdown)
    if summary := os.environ.get(SUMMARY):
        yield Output(path=Path(summary), content=as_markdown, appended=True)


def _print(console: "Console", answered: _Answered) -> None:
    from pairbench.report.gate.answer import answer, machines_in_words
    from pairbench.report.gate.terminal import print_gate

    result = answered.result
    print_gate(console, result.lines, answered.caption)
    said = answer(answered.code, result.lines, result.machines)
    for line in (*machines_in_words(result.lines, result.machines), said):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
