"""The ``bisect`` command: the commit with which something got slower or hungrier."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pairbench.cli.options import GateBudget, Only
from pairbench.cli.outputs import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairbench.core.bisecting.search import Judge, Judged, Search
    from pairbench.core.bisecting.watching import Watched
    from pairbench.core.gating.answer import GateLine
    from pairbench.core.gating.asked import Focus
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.gate import GateResult

LONGER = 4.0
"""A commit that stays undecided is measured again, for so many times as long."""

Good = Annotated[str, typer.Argument(metavar="GOOD", help="A revision from before it got worse.")]
Bad = Annotated[str, typer.Argument(metavar="BAD", help="One from after.", show_default="HEAD")]
Run = Annotated[
    str | None,
    typer.Option(
        "--run",
        metavar="COMMAND",
        help="Judge each commit by a command in its files: 0 good, 125 not to be told, else bad.",
        show_default="the gate",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    """The repository, and the commits after the good one up to the bad one."""

    repository: Path
    project: Path
    good: str
    commits: tuple[str, ...]

    def named(self, commit: str) -> str:
        """A commit with the first line of its message."""
        from pairbench.measure.sides.revisions import headline

        return headline(self.repository, commit)


def bisect(
    good: Good,
    bad: Bad = "HEAD",
    *,
    only: Only = None,
    budget: GateBudget = None,
    command: Run = None,
) -> None:
    """Find the commit with which something got worse between two revisions."""
    from dataclasses import replace

    from pairbench.cli.exits import Bisected
    from pairbench.cli.gates.commanding import by_command
    from pairbench.cli.project import this_project

    project = this_project()
    settings = project.settings
    settings = settings if budget is None else replace(settings, budget_s=budget)
    history = _history(project.folder, good, bad)
    if command is not None:
        _insist_on_no_gate(only, budget)
        judge = by_command(history.repository, history.project, command)
        judge = _telling(history, judge)
        tried = _search(history, judge)
        holds = _insist_on_ends(history, tried, judge, good, bad)
        raise typer.Exit(_answer(history, tried) if holds else Bisected.NOTHING)
    result = _gate(history, history.good, history.commits[-1], settings, only)
    watched = _watched(result.lines, good, bad)
    if watched is None:
        raise typer.Exit(Bisected.NOTHING)
    # The machine was judged by this gate; the one that ends the search judges it anew.
    focus = replace(watched.focus, controls=result.controls)
    judge = _telling(history, _by_gate(history, watched, focus, settings))
    followed = _search(history, judge)
    code = _answer(history, followed)
    if followed.found is not None:
        code = _held_against_the_one_before(history, followed.found, watched, settings)
    raise typer.Exit(code)


def _history(project: Path, good: str, bad: str) -> _History:
    from pairbench.measure.sides.revisions import commit_of, commits_between, repository_of

    repository = repository_of(project)
    return _History(
        repository=repository,
        project=project,
        good=commit_of(repository, good),
        commits=commits_between(repository, good, bad),
    )


def _gate(
    history: _History,
    base: str,
    head: str,
    settings: "Settings",
    only: str | None,
    focus: "Focus | None" = None,
) -> "GateResult":
    """What a gate says of a commit, held against another: of all figures, or of those in a focus.

    A step that is asked for the memory of one variant times nothing, and takes seconds.

    Raises:
        Interrupted: what is known of a part of a step is no answer.
    """
    from rich.console import Console

    from pairbench.cli.comparing import Comparing, compare
    from pairbench.cli.environments import pythons_of
    from pairbench.core.bisecting.watching import FIGURES
    from pairbench.core.errors import Interrupted
    from pairbench.core.gating.asked import AskedSide, Focus

    at_base, at_head = (AskedSide(tree=each[:12], revision=each) for each in (base, head))
    sides = (at_base, at_head)
    asked = Comparing(
        sides=sides, pythons=pythons_of(sides), only=only, focus=focus or Focus(kinds=FIGURES)
    )
    result, _ = compare(Console(quiet=True), history.project, asked, settings)
    if result.is_interrupted:
        raise Interrupted
    return result


def _watched(lines: "Sequence[GateLine]", good: str, bad: str) -> "Watched | None":
    """The line to follow; what else got worse, and what could not be compared, is said."""
    from pairbench.core.bisecting.watching import is_compared, untold_of, worse_of

    worse = worse_of(lines)
    if not worse:
        if is_compared(lines):
            say(f"Nothing that was compared got worse from {good} to {bad}.")
        else:
            say(f"Nothing could be compared from {good} to {bad}.")
        for each in untold_of(lines):
            say(f"  {each}")
        return None
    say(f"{worse[0]} got worse from {good} to {bad}.")
    for other in worse[1:]:
        say(f"  as well, and not followed: {other}")
    return worse[0]


def _by_gate(
    history: _History, watched: "Watched", focus: "Focus", settings: "Settings"
) -> "Judge":
    from dataclasses import replace

    from pairbench.core.bisecting.search import Judged, Told
    from pairbench.core.bisecting.watching import judged
    from pairbench.core.errors import PairbenchError

    def judge_within(commit: str, settings: "Settings") -> "Judged":
        try:
            found = _gate(history, history.good, commit, settings, watched.pattern, focus)
        except PairbenchError as error:
            return Judged(commit=commit, told=Told.UNTOLD, why=str(error))
        return judged(commit, watched, found.lines)

    def judge(commit: str) -> "Judged":
        said = judge_within(commit, settings)
        if not said.wants_time:
            return said
        return judge_within(commit, replace(settings, budget_s=LONGER * settings.budget_s))

    return judge


def _insist_on_no_gate(only: "Sequence[str] | None", budget: float | None) -> None:
    """A command is asked of the whole commit.

    Raises:
        UsageError: something is said that only a gate heeds.
    """
    from pairbench.core.errors import UsageError

    said = [name for name, value in (("--only", only), ("--budget", budget)) if value]
    if said:
        raise UsageError(f"{said[0]} is for the gate, which --run does without: leave it out")


def _telling(history: _History, judge: "Judge") -> "Judge":
    """A judge that says what comes of each commit."""

    def telling(commit: str) -> "Judged":
        judged = judge(commit)
        say(f"{judged.told:>14}  {history.named(commit)} ({judged.why})")
        return judged

    return telling


def _search(history: _History, judge: "Judge") -> "Search":
    from pairbench.core.bisecting.search import search
    from pairbench.core.words import counted

    say(f"{counted(len(history.commits), 'commits')} to search.")
    return search(history.commits, judge)


def _insist_on_ends(
    history: _History, search: "Search", judge: "Judge", good: str, bad: str
) -> bool:
    """Whether the ends are what the user says, asked where the answer hangs on their word alone.

    Raises:
        UsageError: the good one is bad.
    """
    from pairbench.core.bisecting.search import Told
    from pairbench.core.errors import UsageError

    told = {each.told for each in search.steps}
    if Told.BAD not in told and judge(history.commits[-1]).told is Told.GOOD:
        say(f"The command calls {bad} good as well: nothing got worse from {good} to {bad}.")
        return False
    if Told.GOOD not in told and judge(history.good).told is Told.BAD:
        raise UsageError(f"--run calls {good} bad as well: name an older revision that is good")
    return True


def _answer(history: _History, search: "Search") -> int:
    from pairbench.cli.exits import Bisected
    from pairbench.measure.sides.revisions import merged_with

    if search.found is not None:
        say(f"The first bad commit is {history.named(search.found)}.")
        within = merged_with(history.repository, search.found)
        if within is not None:
            say(f"It is a merge: 'pairbench bisect {within.good} {within.bad}' looks within it.")
        return Bisected.FOUND
    say("It is one of these, of which all but the last cannot be told:")
    for each in search.suspects:
        say(f"  {history.named(each)}")
    return Bisected.NOT_TOLD


def _held_against_the_one_before(
    history: _History, found: str, watched: "Watched", settings: "Settings"
) -> int:
    """How sure the answer is: fresh rounds against the commit before it, and nothing else."""
    from pairbench.cli.exits import Bisected
    from pairbench.core.bisecting.search import Told
    from pairbench.core.bisecting.watching import judged, sureness

    place = history.commits.index(found)
    before = history.commits[place - 1] if place else history.good
    result = _gate(history, before, found, settings, watched.pattern, watched.focus)
    said = judged(found, watched, result.lines)
    say(sureness(said))
    return Bisected.FOUND if said.told is Told.BAD else Bisected.NOT_TOLD
