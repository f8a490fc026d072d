"""Traces many variants, several at a time; each variant's figures come when it is done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pairbench.core.authoring.entry import Entry
from pairbench.core.planning.plan import CellPlan
from pairbench.core.records.measurement import Failure, MemoryMeasurement
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import MemoryProbe

TRACE_S = 0.25
"""About what tracing a variant at a size takes where its call takes nothing, two at a time."""

CALLS = 15
"""And about so many times its call: it is made a few times, twice of them traced, and once more in
a process that is not. Of the catalogue, 291 of them took 155 s where a call of each took 5.4 s."""


def tracing_s(plan: CellPlan) -> float:
    """About how many seconds each traced variant of a cell takes; for the estimate of time left."""
    calls = (plan.blocks + plan.warmups) * sum(plan.loops.values())
    return TRACE_S + CALLS * (plan.round_s / calls if calls else 0.0)


def tracing_all_s(plans: Iterable[CellPlan]) -> float:
    """About how many seconds all that is to be traced of these cells takes."""
    return sum(tracing_s(each) * len(each.traced) for each in plans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A variant to trace: at which sizes, and in how many processes."""

    entry: Entry
    variant: str
    sizes: tuple[int, ...]
    repeats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A target with what was found of it, one result for each size."""

    target: Target
    results: Sequence[MemoryMeasurement | Failure]


def trace_all(probe: MemoryProbe, targets: Iterable[Target], *, width: int) -> Iterator[Traced]:
    """Trace the targets, ``width`` of them at a time, and give them back in their order."""

    def trace(target: Target) -> Traced:
        found = probe.trace(
            target.entry, variant=target.variant, sizes=target.sizes, repeats=target.repeats
        )
        return Traced(target=target, results=list(found))

    return in_parallel(width, trace, targets)
