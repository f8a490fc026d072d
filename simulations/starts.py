"""Compares kinds of start on identical code: the spread of rounds, their cost, their dependence.

``python -m simulations.starts --seconds 400 fresh forked-4 grown-4 --raw rounds.jsonl`` times the
standard workloads against themselves with each kind in turns, and prints a table. ``forked-4`` are
leaves of stems, four rounds a root, or as many as usual without a number; ``imported-4`` are
workers forked from stems that have executed the pair's file alone, and ``grown-4`` are forked from
the root, each of which loads for itself. ``--pair FILE`` times the baseline of
that pair, at its smallest size, against itself instead: what a heavy import costs a round. With
``--raw`` every round is added to that file, and ``--read`` makes the table from such files alone.

The correlation within a root is that of a one-way analysis of variance: the share of the variance
of rounds that lies between roots. Rounds far out are drawn in to three spreads first, as one of
them would decide the figure.
"""

import argparse
import itertools
import json
import math
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import fmean, median
from typing import Any

import numpy as np

from pairbench.core.authoring.entry import Entry
from pairbench.core.comparing.comparison import log_ratios
from pairbench.core.comparing.workload import BASELINE, VARIANTS
from pairbench.core.gating.settings import Thresholds
from pairbench.core.gating.two_sides import AGAIN, BASE, controls_of
from pairbench.core.planning.effort import FULL
from pairbench.core.planning.plan import RoundPlan, plan_cell
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Cell, Round
from pairbench.core.records.start import ROOT, Start
from pairbench.core.statistics.estimate import ALPHA, robust_spread
from pairbench.core.statistics.sequential import Monitor, monitored_interval
from pairbench.measure.checks.checker import PairChecker
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.time.coupled.grove import Grove
from pairbench.measure.time.timer import LockStepTimer
from pairbench.project.catalogue import find, standard_workloads

VISIT = 8
"""So many rounds of a workload and a kind of start come one after the other."""

COMPARISON = 48
"""So many rounds make a comparison, whose interval must never leave out that nothing differs."""

FAR_OUT = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One round: the logarithm of the ratio, and what it cost; ``root`` is 0 for fresh starts."""

    kind: str
    workload: str
    root: int
    off: float
    seconds: float


def main() -> None:
    """Time in turns until the seconds are over, and print the table."""
    parser = parser_for(__doc__, kinds=["fresh", "forked-4", "grown-4"], seconds=300.0)
    parser.add_argument("--pair", type=Path, nargs="+", default=[])
    arguments = parser.parse_args()
    if arguments.read:
        print(table([Sample(**each) for each in read_back(arguments.read)]))
        return
    samples = list(timed(arguments.kinds, arguments.seconds, arguments.pair))
    if arguments.raw:
        with arguments.raw.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(each)) + "\n" for each in samples)
    print(table(samples))


def parser_for(
    description: str | None, *, kinds: Sequence[str], seconds: float
) -> argparse.ArgumentParser:
    """What a simulation of starts is told: the kinds, how long, and files to write or to read."""
    parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
    parser.add_argument("kinds", nargs="*", default=kinds)
    parser.add_argument("--seconds", type=float, default=seconds)
    parser.add_argument("--raw", type=Path)
    parser.add_argument("--read", type=Path, nargs="+")
    return parser


def read_back(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """What was written to files, a line for each."""
    for path in files:
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def timer_of(kind: str, jobs: Jobs, rng: random.Random) -> LockStepTimer:
    """A timer whose workers start as the kind says."""
    name, _, life = kind.partition("-")
    if name == "fresh":
        return LockStepTimer(jobs, rng)
    rounds = int(life) if life else None
    return LockStepTimer(jobs, rng, Grove(jobs, rng, life=rounds, start=Start(name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A pair with two variants that do the same, and the pair that knows them by these names."""

    entry: Entry
    names: tuple[str, str]
    own: Entry
    functions: tuple[str, str]


def subjects(files: Sequence[Path]) -> Iterator[Subject]:
    """The standard workloads, or the baselines of pair files, each twice."""
    if not files:
        for entry in standard_workloads():
            names = (BASELINE, VARIANTS[0.0])
            yield Subject(entry=entry, names=names, own=entry, functions=names)
    for entry in find(files).entries if files else ():
        own = entry.definition
        twice = controls_of(entry, own.sizes[0], Thresholds(time=0.03, memory=0.03), own.baseline)
        functions = (own.baseline, own.baseline)
        yield Subject(entry=twice, names=(BASE, AGAIN), own=entry, functions=functions)


def timed(kinds: Sequence[str], seconds: float, files: Sequence[Path] = ()) -> Iterator[Sample]:
    """Rounds of all kinds and workloads, in turns; another order each time."""
    rng = random.Random()
    plans = {}
    with ExitStack() as stack:
        jobs = stack.enter_context(Jobs())
        for each in subjects(files):
            definition = each.entry.definition
            report = PairChecker(jobs).check(each.own, longest_call_s=math.inf)
            if report.failures:
                raise SystemExit(report.failures[0].message)
            rough = {call.variant: call for call in report.call_times}
            plan = plan_cell(
                definition,
                {
                    name: rough[function].call_s
                    for name, function in zip(each.names, each.functions, strict=True)
                },
                FULL,
                cell=Cell(pair=definition.name, size=definition.sizes[0]),
                compared_at=ALPHA,
                worker_start_s=max(call.start_s for call in rough.values()),
            )
            plans[definition.name] = RoundPlan(entry=each.entry, plan=plan, number=0)
        timers = {kind: timer_of(kind, jobs, rng) for kind in kinds}
        for timer in timers.values():
            stack.callback(timer.stop)
        visits = itertools.count(1)
        until_s = time.monotonic() + seconds
        while time.monotonic() < until_s:
            todo = list(itertools.product(kinds, plans))
            for kind, workload in rng.sample(todo, len(todo)):
                yield from visited(timers[kind], kind, plans[workload], next(visits))


def visited(timer: LockStepTimer, kind: str, plan: RoundPlan, visit: int) -> Iterator[Sample]:
    """Some rounds of one kind and one workload."""
    for number in range(1, VISIT + 1):
        began_s = time.monotonic()
        upcoming = [replace(plan, number=number + 1)] if number < VISIT else []
        found = timer.time(replace(plan, number=number), upcoming)
        if not isinstance(found, Round):
            raise SystemExit(found.message)
        spent_s = time.monotonic() - began_s
        if is_spoilt(found):
            continue
        (off,) = log_ratios([found], *(run.variant for run in found.runs))
        root = int(found.runs[0].metadata.get(ROOT, 0))
        yield Sample(
            kind=kind,
            workload=plan.plan.cell.pair,
            root=1_000_000 * visit + root if root else 0,
            off=off,
            seconds=spent_s,
        )
    timer.stop()


def table(samples: Sequence[Sample]) -> str:
    """A line for each kind and workload, and one for each kind."""
    lines = ["kind       workload      rounds  median %  robust SD %  SD %  s a round  ICC  false"]
    for kind in dict.fromkeys(each.kind for each in samples):
        own = [each for each in samples if each.kind == kind]
        groups = {
            name: [each for each in own if each.workload == name]
            for name in sorted({each.workload for each in own})
        }
        lines += [f"{kind:10} {name:12} {_figures(group)}" for name, group in groups.items()]
        spreads = [spread_of(group) for group in groups.values()]
        wrong, made = np.sum([false_alarms(group) for group in groups.values()], axis=0)
        icc = fmean([icc_of(group) for group in groups.values()])
        lines.append(
            f"{kind:10} {'all':12} {len(own):6}            median {100 * median(spreads):.2f}, "
            f"worst {100 * max(spreads):.2f}; {fmean(each.seconds for each in own):.3f} s a round; "
            f"ICC {icc:+.3f}; {wrong} of {made}"
        )
    return "\n".join(lines)


def _figures(group: Sequence[Sample]) -> str:
    offs = [each.off for each in group]
    wrong, made = false_alarms(group)
    return (
        f"{len(group):6}  {100 * median(offs):+8.3f}  {100 * spread_of(group):11.2f}"
        f"  {100 * float(np.std(offs)):.2f}  {fmean(each.seconds for each in group):9.3f}"
        f"  {icc_of(group):+.3f}  {wrong} of {made}"
    )


def spread_of(group: Iterable[Sample]) -> float:
    """How far a round is typically off."""
    return robust_spread(each.off for each in group)


def icc_of(group: Sequence[Sample]) -> float:
    """The correlation of rounds of one root; 0 where each has its own."""
    limit = FAR_OUT * spread_of(group)
    roots: dict[int, list[float]] = {}
    for each in group:
        roots.setdefault(each.root, []).append(min(limit, max(-limit, each.off)))
    kept = [values for root, values in roots.items() if root and len(values) > 1]
    if len(kept) < 2:
        return 0.0
    total = sum(map(len, kept))
    grand = sum(map(sum, kept)) / total
    between = sum(len(each) * (fmean(each) - grand) ** 2 for each in kept) / (len(kept) - 1)
    within = sum((value - fmean(each)) ** 2 for each in kept for value in each)
    within /= total - len(kept)
    size = (total - sum(len(each) ** 2 for each in kept) / total) / (len(kept) - 1)
    return (between - within) / (between + (size - 1) * within)


def false_alarms(group: Sequence[Sample]) -> tuple[int, int]:
    """The comparisons whose interval left out that nothing differs, and all comparisons."""
    offs = [each.off for each in group]
    whole = [offs[at : at + COMPARISON] for at in range(0, len(offs), COMPARISON)]
    made = [each for each in whole if len(each) == COMPARISON]
    return sum(map(is_called_different, made)), len(made)


def is_called_different(offs: Sequence[float], cap: int = COMPARISON) -> bool:
    """Whether the interval leaves out 0 at any look."""
    monitor = Monitor(alpha=ALPHA, cap=cap)
    looks = (monitored_interval(offs[:n], monitor) for n in range(6, len(offs) + 1))
    return any(each.level >= 1 - ALPHA and not each.low <= 0 <= each.high for each in looks)


if __name__ == "__main__":
    main()
