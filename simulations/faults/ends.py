"""Ends a run by signals at random moments of it, and goes on with what is left."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import cycle, islice

from pairbench.core.records.measurement import Round
from pairbench.core.records.record import Status
from simulations.faults.amounts import Amounts
from simulations.faults.project import (
    Cells,
    Findings,
    Outcome,
    Project,
    a_project,
    cells_of,
    complains,
    ended,
    moments,
    opened,
)

ENDS: dict[str, tuple[signal.Signals, ...]] = {
    "SIGKILL": (signal.SIGKILL,),
    "SIGTERM": (signal.SIGTERM,),
    "SIGINT": (signal.SIGINT,),
    "SIGHUP": (signal.SIGHUP,),
    "SIGTERM twice": (signal.SIGTERM,) * 2,
    "SIGINT four times": (signal.SIGINT,) * 4,
    "four signals": (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGINT),
    "SIGTERM, then SIGKILL": (signal.SIGTERM, signal.SIGKILL),
}

BETWEEN_S = 0.02
"""So long after one signal comes the next: while what was measured is being saved."""


@cache
def undisturbed() -> tuple[Cells, float]:
    """The cells of a run that nobody disturbs, and the seconds that it takes."""
    with a_project() as project:
        began_s = time.monotonic()
        done = project.call("run", "--quick")
        lasted_s = time.monotonic() - began_s
        findings = Findings("undisturbed")
        run_set = project.first_set(findings)
        if done.returncode or run_set is None:
            raise SystemExit(f"an undisturbed run fails here: {done.stderr}")
        return cells_of(run_set), lasted_s


def tried(amounts: Amounts, rng: random.Random) -> Iterator[Outcome]:
    """So many moments, spread over the run, and over the ways to end it."""
    _, lasted_s = undisturbed()
    ways = [*islice(cycle(rng.sample([*ENDS.items()], len(ENDS))), amounts.moments)]
    rng.shuffle(ways)
    for (name, signals), moment_s in zip(ways, moments(len(ways), lasted_s, rng), strict=True):
        yield one(name, signals, moment_s)


def one(name: str, signals: Sequence[signal.Signals], moment_s: float) -> Outcome:
    """End one run, look at what is left of it, and go on."""
    fault = f"the run is ended by {name}"
    findings = Findings(f"{fault} after {moment_s:.2f} s")
    with findings.of_errors(), a_project() as project:
        process = project.start("run", "--quick")
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment_s)
        for each in signals:
            process.send_signal(each)
            with suppress(subprocess.TimeoutExpired):
                process.wait(BETWEEN_S)
        errors = ended(process).stderr
        findings.note("wrong", unless=not complains(errors), why=errors[-300:])
        project.look_for_leaks(findings)
        _go_on(project, findings)
    return replace(findings.outcome(), fault=fault)


def _go_on(project: Project, findings: Findings) -> None:
    """The set opens, says how it ended, and going on leads to where an undisturbed run ends."""
    begun = [each for each in project.sets if (each / "run.json").exists()]
    run_set = opened(begun[0], findings) if begun else None
    if run_set is None or run_set.run.status is Status.COMPLETE:
        return
    says_so = run_set.run.status in {Status.KILLED, Status.INTERRUPTED}
    findings.note("wrong", unless=says_so, why=f"it says that it is {run_set.run.status}")
    done = project.call("run", "--resume")
    findings.note("wrong", unless=done.returncode == 0, why=f"--resume: {done.stderr[-300:]}")
    again = opened(begun[0], findings)
    if again is not None:
        same = cells_of(again) == undisturbed()[0]
        findings.note("lost", unless=same, why="the cells are not those of an undisturbed run")
        rounds = [_as_measured(round_) for each in again.pairs for round_ in each.rounds]
        kept = all(
            _as_measured(round_) in rounds for each in run_set.pairs for round_ in each.rounds
        )
        findings.note("lost", unless=kept, why="rounds that were there are gone")
    project.look_for_leaks(findings)


def _as_measured(found: Round) -> Round:
    """A round with its runs by their variants: a file of many rounds keeps no order of them."""
    return replace(found, runs=tuple(sorted(found.runs, key=lambda run: run.variant)))
