"""The memory of a gate: every comparison traced at both sides, and whether more would be seen."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pairbench.core.gating.answer import Change, GateLine, Kind, failure_line
from pairbench.core.gating.memory import growing_lines, judge_bytes, memory_lines
from pairbench.core.gating.two_sides import BASE, HEAD, Comparison
from pairbench.core.records.measurement import Failure
from pairbench.gate.sides import LineProbe
from pairbench.run.probes import Probes
from pairbench.run.tracing import Target, trace_all

TRACED_IN = 2
"""Processes in which each side is traced."""


class GateMemory:
    """What a gate asks of memory."""

    def __init__(self, probes: Probes, line_probe: LineProbe) -> None:
        self._probes = probes
        self._line_probe = line_probe

    def sees_memory(self, comparison: Comparison) -> bool:
        """Whether a little more than the threshold allows, allocated on purpose, is worse."""
        place = comparison.entry.place(BASE)
        sizes = comparison.entry.definition.sizes[-1:]
        probe = self._probes.memory
        threshold = comparison.thresholds.memory
        (before,) = probe.trace(comparison.entry, variant=BASE, sizes=sizes, repeats=TRACED_IN)
        if isinstance(before, Failure):
            return True
        ballast_bytes = 1 + math.ceil(before.peak_bytes.high * threshold)
        heavy = replace(place, ballast_bytes=ballast_bytes)
        entry = replace(comparison.entry, places={BASE: heavy})
        (after,) = probe.trace(entry, variant=BASE, sizes=sizes, repeats=TRACED_IN)
        if isinstance(after, Failure):
            return True
        return judge_bytes(before.peak_bytes, after.peak_bytes, threshold) is Change.WORSE

    def lines(self, comparisons: Sequence[Comparison]) -> Iterator[GateLine]:
        """Two lines for each comparison and size: its peak, and what its result keeps."""
        targets = [
            Target(
                entry=each.entry,
                variant=side,
                sizes=each.entry.definition.sizes,
                repeats=TRACED_IN,
            )
            for each in comparisons
            for side in (BASE, HEAD)
        ]
        traced = trace_all(self._probes.memory, targets, width=self._probes.width)
        for each in comparisons:
            base, head = next(traced).results, next(traced).results
            for mine, other in zip(base, head, strict=True):
                if isinstance(mine, Failure):
                    yield failure_line(each.pair, replace(mine, variant=each.variant), "at base: ")
                elif isinstance(other, Failure):
                    yield failure_line(each.pair, replace(other, variant=each.variant), "at head: ")
                else:
                    for line in memory_lines(each, mine, other):
                        yield self._explained(each, line)

    def _explained(self, comparison: Comparison, line: GateLine) -> GateLine:
        """The line, with the lines of code that allocate the difference if it got worse."""
        if line.change is not Change.WORSE or line.size is None:
            return line
        retained = line.kind is Kind.RETAINED
        base, head = (
            self._line_probe.lines(
                comparison.entry, variant=side, size=line.size, retained=retained
            )
            for side in (BASE, HEAD)
        )
        return replace(line, details=growing_lines(base, head))
