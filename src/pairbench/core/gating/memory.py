"""What became of memory between the sides: from traced calls to lines of the gate."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pairbench.core.gating.answer import MOST_DETAILS, Change, GateLine, Kind
from pairbench.core.gating.two_sides import Comparison
from pairbench.core.records.measurement import Extent, LineMemory, MemoryMeasurement
from pairbench.core.statistics.estimate import Estimate

_BYTES = {
    Change.WORSE: "more by over {:.1%}",
    Change.BETTER: "less by over {:.1%}",
    Change.SAME: "not more by {:.1%}",
    Change.UNDECIDED: "its figures differ from process to process, across the bound of {:.1%}",
}


def judge_bytes(base: Extent, head: Extent, threshold: float) -> Change:
    """Exact figures to the byte; ranges where all of one lies on one side."""
    allowed = 1 + Fraction(str(threshold))
    if head.low > base.high * allowed:
        return Change.WORSE
    if head.high * allowed < base.low:
        return Change.BETTER
    return Change.SAME if head.high <= base.low * allowed else Change.UNDECIDED


def memory_lines(
    comparison: Comparison, base: MemoryMeasurement, head: MemoryMeasurement
) -> Iterator[GateLine]:
    """What became of the peak, and of what the result keeps."""
    threshold = comparison.thresholds.memory
    figures = {
        Kind.PEAK: (base.peak_bytes, head.peak_bytes),
        Kind.RETAINED: (base.retained_bytes, head.retained_bytes),
    }
    for kind, (before, after) in figures.items():
        change = judge_bytes(before, after, threshold)
        yield GateLine(
            pair=comparison.pair,
            kind=kind,
            change=change,
            variant=comparison.variant,
            size=base.cell.size,
            base=_bytes(before),
            head=_bytes(after),
            ratio=_byte_ratio(before, after),
            why=_BYTES[change].format(threshold),
        )


def growing_lines(base: Sequence[LineMemory], head: Sequence[LineMemory]) -> tuple[str, ...]:
    """The lines of code that hold more at head than at base, the greatest difference first.

    A line is known by its file, its function and its text: its number may have changed.
    """
    held = [_held(lines) for lines in (base, head)]
    numbers = {_identity(each): each.number for each in head}
    grown = sorted(numbers, key=lambda line: held[0][line] - held[1][line])
    return tuple(
        f"{line.file}:{numbers[line]} {line.function}: {held[1][line]:,} B, "
        f"was {held[0][line]:,} B: {line.text}"
        for line in grown[:MOST_DETAILS]
        if held[1][line] > held[0][line]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What a line of code is known by at both revisions."""

    file: str
    function: str
    text: str


def _identity(line: LineMemory) -> _Line:
    return _Line(file=line.file, function=line.function, text=line.text)


def _held(lines: Sequence[LineMemory]) -> Counter[_Line]:
    held: Counter[_Line] = Counter()
    for each in lines:
        held[_identity(each)] += each.held_bytes
    return held


def _bytes(extent: Extent) -> str:
    return f"{extent.low:,} B" if extent.exact else f"{extent.low:,} to {extent.high:,} B"


def _byte_ratio(base: Extent, head: Extent) -> Estimate | None:
    if not head.low or not base.low:
        return None
    low, high = base.low / head.high, base.high / head.low
    return Estimate(value=(low + high) / 2, low=low, high=high, level=1.0)
