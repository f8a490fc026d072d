"""Traces many variants, several at a time; each variant's figures come when it is done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.measurement import Failure, MemoryMeasurement
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import MemoryProbe

TRACE_S = 0.25
"""About what tracing one variant at one size takes; for the estimate of time left."""


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
