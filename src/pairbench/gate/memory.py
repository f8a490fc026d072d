"""The memory of a gate: every comparison traced at both sides, until its figures are certain."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.answer import Change, GateLine, Kind, failure_line
from pairbench.core.gating.memory import (
    MOST_PAIRS,
    ballast_for,
    figures_of,
    growing_lines,
    memory_lines,
    needs_more,
    sees_ballast,
    unseen_memory,
)
from pairbench.core.gating.two_sides import BASE, HEAD, Comparison
from pairbench.core.records.measurement import Failure, MemoryMeasurement
from pairbench.gate.sides import LineProbe
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import Probes, Progress, Step

TRACED_IN = 2
"""Processes in which each side is traced, to see whether its figures are the same in each."""

TRACED_S = 0.2
"""About what a process takes in which a call is traced; for the time left."""

MORE_PAIRS = 3
"""Pairs of processes that are added at a time to a figure that varies."""

BALLAST_SEEN_IN = (1, 4)
"""Processes in which bytes put in on purpose are looked for, and again if they were not seen."""


class GateMemory:
    """What a gate asks of memory."""

    def __init__(self, probes: Probes, line_probe: LineProbe, progress: Progress) -> None:
        self._probes = probes
        self._progress = progress
        self._line_probe = line_probe

    def lines(self, comparisons: Sequence[Comparison]) -> Iterator[GateLine]:
        """Two lines for each comparison and size: its peak, and what its result keeps."""
        sizes = sum(len(each.entry.definition.sizes) for each in comparisons)
        if sizes:
            # Both sides, and base once more with bytes put in on purpose.
            self._progress.begin(Step.MEMORY, TRACED_S * sizes * (2 * TRACED_IN + 1))
        found = in_parallel(self._probes.width, self._compared, comparisons)
        for comparison, lines in zip(comparisons, found, strict=True):
            self._progress.doing(f"{comparison.pair} {comparison.variant}")
            yield from lines

    def _traced(
        self, entry: Entry, variant: str, sizes: Sequence[int], repeats: int, begin: int = 0
    ) -> Iterator[MemoryMeasurement | Failure]:
        """A call at each size, traced in each of several processes, of which progress is told."""
        traced = self._probes.memory.trace(
            entry, variant=variant, sizes=sizes, repeats=repeats, begin=begin
        )
        for each in traced:
            self._progress.advance(TRACED_S * repeats)
            yield each

    def _compared(self, comparison: Comparison) -> list[GateLine]:
        sizes = comparison.entry.definition.sizes
        before, after = (
            list(self._traced(comparison.entry, side, sizes, TRACED_IN)) for side in (BASE, HEAD)
        )
        return [
            line
            for base, head in zip(before, after, strict=True)
            for line in self._at_one_size(comparison, base, head)
        ]

    def _at_one_size(
        self,
        comparison: Comparison,
        base: MemoryMeasurement | Failure,
        head: MemoryMeasurement | Failure,
    ) -> Iterator[GateLine]:
        while isinstance(base, MemoryMeasurement) and isinstance(head, MemoryMeasurement):
            problem = unseen_memory(base, head)
            figures = figures_of(base, head).values()
            if problem is not None or not any(
                needs_more(each, comparison.thresholds) for each in figures
            ):
                problem = problem or self._blindness(comparison, base)
                for line in memory_lines(comparison, base, head, problem):
                    yield self._explained(comparison, line)
                return
            base, head = (self._more(comparison, *each) for each in ((BASE, base), (HEAD, head)))
        for side, found in ((BASE, base), (HEAD, head)):
            if isinstance(found, Failure):
                failure = replace(found, variant=comparison.variant)
                yield failure_line(comparison.pair, failure, f"at {side}: ")
                return

    def _more(
        self, comparison: Comparison, side: str, found: MemoryMeasurement
    ) -> MemoryMeasurement | Failure:
        """The measurement with further processes, whose hash seeds are the same for both sides."""
        begin = len(found.repeats)
        repeats = min(MORE_PAIRS, MOST_PAIRS - begin)
        self._progress.begin(Step.MEMORY, TRACED_S * repeats)
        (added,) = self._traced(comparison.entry, side, [found.cell.size], repeats, begin)
        if isinstance(added, Failure):
            return added
        return replace(found, repeats=(*found.repeats, *added.repeats))

    def _blindness(self, comparison: Comparison, base: MemoryMeasurement) -> str | None:
        """Why nothing can be said of this memory: bytes put in on purpose are not seen."""
        ballast_bytes = ballast_for(base, comparison.thresholds)
        place = replace(comparison.entry.place(BASE), ballast_bytes=ballast_bytes)
        entry = replace(comparison.entry, places={BASE: place})
        sizes = [base.cell.size]
        for repeats in BALLAST_SEEN_IN:
            if repeats > 1:
                self._progress.begin(Step.MEMORY, TRACED_S * repeats)
            (heavy,) = self._traced(entry, BASE, sizes, repeats)
            if isinstance(heavy, Failure):
                return f"it failed with bytes put in on purpose: {heavy.message}"
            if sees_ballast(base, heavy, ballast_bytes):
                return None
        return f"{ballast_bytes:,} B put in on purpose were not seen"

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
