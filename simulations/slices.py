"""Compares lengths of slices and numbers of blocks on identical code, on this machine.

``python -m simulations.slices 1x30 0.5x60 0.25x120 0.15x200`` times the standard workloads with
each, in turns, and prints how far a round is typically off, how long it takes, and what that comes
to: the square of the one times the other, which is what a comparison of a given certainty costs.
"""

import argparse
import itertools
import math
import random
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from statistics import fmean

from pairbench.core.authoring.entry import Entry
from pairbench.core.comparing.workload import BASELINE, VARIANTS
from pairbench.core.planning.effort import FULL
from pairbench.core.planning.plan import RoundPlan, plan_cell
from pairbench.core.records.measurement import Cell
from pairbench.measure.checks.checker import PairChecker
from pairbench.measure.processes.jobs import Jobs
from pairbench.project.catalogue import standard_workloads
from simulations.starts import Sample, spread_of, timer_of, visited

SAME = VARIANTS[0.0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """So many blocks of slices of this length, written ``0.25x120``."""

    slice_ms: float
    blocks: int


def main() -> None:
    """Time every shape on every workload in turns, and print a line for each shape."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("shapes", nargs="+", type=shape)
    parser.add_argument("--visits", type=int, default=4, help="of eight rounds each")
    parser.add_argument("--start", default="forked")
    arguments = parser.parse_args()
    rng = random.Random()
    samples: dict[tuple[Shape, str], list[Sample]] = {}
    with ExitStack() as stack:
        jobs = stack.enter_context(Jobs())
        checker, timer = PairChecker(jobs), timer_of(arguments.start, jobs, rng)
        stack.callback(timer.stop)
        todo = [
            (each, plan(checker, entry, each))
            for entry, each in itertools.product(standard_workloads(), arguments.shapes)
        ]
        for visit in range(1, arguments.visits + 1):
            for each, planned in rng.sample(todo, len(todo)):
                kept = samples.setdefault((each, planned.plan.cell.pair), [])
                kept += visited(timer, arguments.start, planned, visit)
    for each in arguments.shapes:
        print(line(each, {name: kept for (its, name), kept in samples.items() if its == each}))


def shape(text: str) -> Shape:
    """A shape from its text."""
    slice_ms, _, blocks = text.partition("x")
    return Shape(slice_ms=float(slice_ms), blocks=int(blocks))


def plan(checker: PairChecker, entry: Entry, each: Shape) -> RoundPlan:
    """The plan of a comparison of the workload with itself."""
    report = checker.check(entry, longest_call_s=math.inf)
    calls_s = {call.variant: call.call_s for call in report.call_times}
    effort = replace(FULL, slice_s=each.slice_ms / 1_000, blocks=each.blocks, round_s=10.0)
    compared = {name: calls_s[name] for name in (BASELINE, SAME)}
    cell = Cell(pair=entry.definition.name, size=entry.definition.sizes[0])
    planned = plan_cell(entry.definition, compared, effort, cell=cell)
    return RoundPlan(entry=entry, plan=planned, number=0)


def line(each: Shape, by_workload: dict[str, Sequence[Sample]]) -> str:
    """The figures of a shape over all workloads, then the spread of each."""
    spreads = {name: 100 * spread_of(kept) for name, kept in by_workload.items()}
    spread = math.sqrt(fmean(value**2 for value in spreads.values()))
    seconds = fmean(sample.seconds for kept in by_workload.values() for sample in kept)
    details = ", ".join(f"{name} {value:.2f}" for name, value in spreads.items())
    figures = f"off by {spread:.2f} %, {seconds:.3f} s a round, cost {spread**2 * seconds:.2f}"
    return f"{each.slice_ms:g} ms x {each.blocks}: {figures} ({details})"


if __name__ == "__main__":
    main()
