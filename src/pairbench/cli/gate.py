"""The ``gate`` command: two revisions of a project, compared on this machine, and an exit code."""

import os
import time
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.options import duration_s

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from pairbench.core.authoring.entry import Site
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.gate import GateResult
    from pairbench.gate.sides import Side

WORKING_TREE = "the working tree"

SUMMARY = "GITHUB_STEP_SUMMARY"
"""Names the file that GitHub shows below a job."""


def gate(  # noqa: PLR0913 (each is an option)
    *,
    base: Annotated[str, typer.Option(help="The revision to compare with.", metavar="REV")],
    head: Annotated[
        str | None,
        typer.Option(
            help="The revision to judge.", metavar="REV", show_default="the working tree as it is"
        ),
    ] = None,
    only: Annotated[
        str | None, typer.Option(help="Only pairs whose name matches this pattern.")
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option(
            parser=duration_s,
            metavar="TIME",
            help="Time for each comparison.",
            show_default="budget_s of the settings, 10s",
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Undecided does not pass.")] = False,
    markdown: Annotated[Path | None, typer.Option(help="Write the answer as Markdown.")] = None,
    json: Annotated[Path | None, typer.Option(help="Write every line as JSON.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write every line as JUnit XML.")] = None,
) -> None:
    """Compare two revisions of this project, and fail when something got worse."""
    from dataclasses import replace
    from datetime import UTC

    from rich.console import Console

    from pairbench.core.gating.answer import exit_code
    from pairbench.core.gating.settings import notices
    from pairbench.project.settings import read_settings
    from pairbench.report.gate.answer import answer, gate_markdown, machine_in_words, print_gate
    from pairbench.report.gate.junit import junit_xml
    from pairbench.store.files import write_whole
    from pairbench.store.gates import FORMAT, StoredGate, save_gate

    began_s = time.monotonic()
    project = Path.cwd()
    settings = read_settings(project)
    if budget is not None:
        settings = replace(settings, budget_s=budget)
    today = datetime.now(UTC).date()
    for notice in notices(settings, today):
        typer.echo(f"pairbench: {notice}", err=True)
    console = Console()
    result = _compared(console, project, base, head, only, settings)
    code = exit_code(result.lines, result.machine, strict=strict)
    seconds = time.monotonic() - began_s
    print_gate(console, result.lines)
    for line in (machine_in_words(result.machine), answer(code, result.lines, result.machine)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    title = f"pairbench gate: {head or WORKING_TREE} against {base}"
    text = gate_markdown(code, result.lines, result.machine, title)
    if markdown is not None:
        write_whole(markdown, text.encode())
    if summary := os.environ.get(SUMMARY):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(text)
    if json is not None:
        stored = StoredGate(
            format=FORMAT,
            base=base,
            head=head or WORKING_TREE,
            exit_code=code,
            seconds=seconds,
            machine=result.machine,
            lines=result.lines,
        )
        save_gate(json, stored)
    if junit is not None:
        write_whole(junit, junit_xml(result.lines))
    raise typer.Exit(code)


def _compared(
    console: "Console",
    project: Path,
    base: str,
    head: str | None,
    only: str | None,
    settings: "Settings",
) -> "GateResult":
    from datetime import UTC

    from pairbench.cli.probes import real_probes
    from pairbench.gate.gate import GateTools, run_gate
    from pairbench.measure.checks.comparer import ResultComparer
    from pairbench.measure.memory.probe import MemrayProbe
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.report.terminal.progress import display_for

    with _sides(project, base, head, settings) as sites, Jobs() as jobs:
        before, after = (
            _listed(site, settings, only, side)
            for site, side in zip(sites, ("base", "head"), strict=True)
        )
        with display_for(console) as display:
            tools = GateTools(
                probes=real_probes(jobs),
                comparer=ResultComparer(jobs),
                lines=MemrayProbe(jobs),
                progress=display,
            )
            return run_gate(before, after, settings, datetime.now(UTC).date(), tools)


@contextmanager
def _sides(
    project: Path, base: str, head: str | None, settings: "Settings"
) -> "Iterator[tuple[Site, Site]]":
    """The files of both revisions, in folders whose paths have the same length."""
    from pairbench.core.authoring.entry import Site
    from pairbench.measure.sides.checkout import (
        check_out,
        commit_of,
        copy_working_tree,
        repository_of,
    )
    from pairbench.measure.sides.interpreters import cache_folder, interpreter_with
    from pairbench.measure.sides.janitor import folder_with_janitor
    from pairbench.project.requirements import requirements_of
    from pairbench.project.settings import read_pyproject

    repository = repository_of(project)
    inside = project.resolve().relative_to(repository.resolve())
    with ExitStack() as stack:
        folder = stack.enter_context(folder_with_janitor())
        roots = (folder / "base", folder / "head")
        check_out(repository, commit_of(repository, base), roots[0])
        if head is None:
            copy_working_tree(repository, roots[1])
        else:
            check_out(repository, commit_of(repository, head), roots[1])
        projects = [root / inside for root in roots]
        required = [requirements_of(read_pyproject(each)) for each in projects]
        differ = required[0] != required[1]
        before, after = (
            Site(
                root=each,
                sources=tuple(each / source for source in settings.sources),
                python=interpreter_with(wanted, cache_folder(), side) if differ else None,
            )
            for each, wanted, side in zip(projects, required, ("base", "head"), strict=True)
        )
        yield before, after


def _listed(site: "Site", settings: "Settings", only: str | None, side: str) -> "Side":
    from dataclasses import replace

    from pairbench.core.authoring.entry import Entry
    from pairbench.core.errors import PairError
    from pairbench.gate.sides import Side
    from pairbench.project.lister import list_pairs
    from pairbench.project.listing import load_listing

    bench = [site.root / each for each in settings.bench]
    listing = load_listing(list_pairs(site, bench, only, side))
    return Side(
        entries=tuple(
            Entry(site=replace(site, root=each.root), definition=each.definition)
            for each in listing.pairs
        ),
        errors=tuple(
            PairError(file=each.file, pair=each.pair, message=each.message)
            for each in listing.errors
        ),
    )
