"""What became of memory between the sides: from traced calls to lines of the gate.

The processes of the two sides come in pairs with one hash seed. Where their difference is the same
in every pair, it is exact. Where it is not, the figure depends on something that differs from
process to process; then it is compared as times are, by an interval of the ratio over many pairs.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from pairbench.core import words
from pairbench.core.gating.answer import MOST_DETAILS, Change, GateLine, Kind
from pairbench.core.gating.settings import Thresholds
from pairbench.core.gating.two_sides import Comparison
from pairbench.core.records.measurement import LineMemory, MemoryMeasurement
from pairbench.core.statistics.early import stated_interval
from pairbench.core.statistics.estimate import ALPHA, Estimate, exponential
from pairbench.core.statistics.sequential import Monitor

MOST_PAIRS = 20
"""Pairs of processes in which a figure that varies is traced at most."""

CHANGED_IN = 5
"""Pairs of processes that a change is seen in at least: two may agree by chance."""

MONITOR = Monitor(alpha=ALPHA, cap=MOST_PAIRS)

_BYTES = {
    Change.WORSE: "more by over {percent} and {floor}",
    Change.BETTER: "less by over {percent} and {floor}",
    Change.SAME: "not more by {percent} and {floor}",
    Change.UNDECIDED: "it may be more by over {percent} or not",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One figure of both sides, process by process; those at one place have the same hash seed."""

    base: tuple[int, ...]
    head: tuple[int, ...]

    @property
    def exact(self) -> bool:
        """Whether the sides differ by the same number of bytes in every pair of processes."""
        return len({head - base for base, head in zip(self.base, self.head, strict=True)}) == 1

    @property
    def varies(self) -> bool:
        """Whether a side has more than one value."""
        return len(set(self.base)) > 1 or len(set(self.head)) > 1

    @property
    def ratio(self) -> Estimate:
        """Base over head, of one byte more each, as either may be nothing."""
        pairs = list(zip(self.base, self.head, strict=True))
        if self.exact:
            ratios = [(base + 1) / (head + 1) for base, head in pairs]
            return Estimate(value=median(ratios), low=min(ratios), high=max(ratios), level=1.0)
        logs = [math.log((base + 1) / (head + 1)) for base, head in pairs]
        return exponential(stated_interval(logs, MONITOR))


def figures_of(base: MemoryMeasurement, head: MemoryMeasurement) -> dict[Kind, Figures]:
    """The peak, and what the result keeps, over the processes that both sides have."""
    pairs = list(zip(base.repeats, head.repeats, strict=False))
    return {
        Kind.PEAK: Figures(
            base=tuple(each.peak_bytes for each, _ in pairs),
            head=tuple(each.peak_bytes for _, each in pairs),
        ),
        Kind.RETAINED: Figures(
            base=tuple(each.retained_bytes for each, _ in pairs),
            head=tuple(each.retained_bytes for _, each in pairs),
        ),
    }


def judge_bytes(figures: Figures, thresholds: Thresholds) -> Change:
    """Worse and better only beyond both thresholds, that of the share and that of the bytes.

    Exact differences are judged to the byte, where every pair of processes says the same; others
    by an interval on one side of the bound.
    """
    if figures.exact:
        pairs = zip(figures.base, figures.head, strict=True)
        changes = {_judge_exactly(base, head, thresholds) for base, head in pairs}
        if len(changes) == 1:
            return changes.pop()
    return judge_interval(median(figures.base), figures.ratio, thresholds)


def needs_more(figures: Figures, thresholds: Thresholds) -> bool:
    """Whether further pairs of processes may decide, or must bear out a change."""
    change, pairs = judge_bytes(figures, thresholds), len(figures.base)
    if change is Change.SAME:
        return False
    return pairs < (MOST_PAIRS if change is Change.UNDECIDED else CHANGED_IN)


def memory_lines(
    comparison: Comparison,
    base: MemoryMeasurement,
    head: MemoryMeasurement,
    problem: str | None = None,
) -> Iterator[GateLine]:
    """What became of the peak, and of what the result keeps.

    ``problem`` is what keeps anything from being said of the memory of this comparison.
    """
    thresholds = comparison.thresholds
    for kind, figures in figures_of(base, head).items():
        change = judge_bytes(figures, thresholds)
        why = _why(figures, change, thresholds)
        if problem is not None:
            change, why = Change.UNDECIDED, problem
        yield GateLine(
            pair=comparison.pair,
            kind=kind,
            change=change,
            variant=comparison.variant,
            size=base.cell.size,
            base=_bytes(figures.base),
            head=_bytes(figures.head),
            ratio=figures.ratio if min(*figures.base, *figures.head) else None,
            why=why,
        )


def unseen_memory(base: MemoryMeasurement, head: MemoryMeasurement) -> str | None:
    """Why nothing is said of memory that the tracer does not see, if there is some."""
    unseen_bytes = {"base": base.unseen_bytes, "head": head.unseen_bytes}
    side = max(unseen_bytes, key=lambda each: unseen_bytes[each])
    if not unseen_bytes[side]:
        return None
    return f"{side} allocates {words.size_bytes(unseen_bytes[side])} that memray does not see"


def ballast_for(base: MemoryMeasurement, thresholds: Thresholds) -> int:
    """Bytes put in on purpose that must be seen: more than is allowed, and than the peak varies."""
    peak = base.peak_bytes
    allowed_bytes = max(thresholds.memory_bytes, math.ceil(peak.high * thresholds.memory))
    return 1 + 2 * (allowed_bytes + peak.high - peak.low)


def sees_ballast(base: MemoryMeasurement, heavy: MemoryMeasurement, ballast_bytes: int) -> bool:
    """Whether most of the bytes that were put in are seen, in the processes of one hash seed."""
    pairs = zip(base.repeats, heavy.repeats, strict=False)
    seen_bytes = median(each.peak_bytes - before.peak_bytes for before, each in pairs)
    return seen_bytes > ballast_bytes / 2


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


def _judge_exactly(base: int, head: int, thresholds: Thresholds) -> Change:
    allowed = 1 + Fraction(str(thresholds.memory))
    if head > base * allowed and head - base > thresholds.memory_bytes:
        return Change.WORSE
    if base > head * allowed and base - head > thresholds.memory_bytes:
        return Change.BETTER
    return Change.SAME


def judge_interval(base: float, ratio: Estimate, thresholds: Thresholds) -> Change:
    """By the whole interval; what a ratio means in bytes is worked out from the base's figure."""
    if ratio.level < 1 - ALPHA:
        return Change.UNDECIDED
    allowed, floor = 1 + thresholds.memory, thresholds.memory_bytes
    least_more, most_more = ((base + 1) * (1 / each - 1) for each in (ratio.high, ratio.low))
    if ratio.high < 1 / allowed and least_more > floor:
        return Change.WORSE
    if ratio.low > allowed and -most_more > floor:
        return Change.BETTER
    fine = ratio.low >= 1 / allowed or most_more <= floor
    return Change.SAME if fine else Change.UNDECIDED


def _why(figures: Figures, change: Change, thresholds: Thresholds) -> str:
    said = _BYTES[change].format(
        percent=f"{thresholds.memory:.1%}", floor=f"{thresholds.memory_bytes:,} B"
    )
    if not figures.varies:
        return said
    return f"{said}; it varies from process to process, in {len(figures.base)} pairs of them"


def _bytes(values: Sequence[int]) -> str:
    low, high = min(values), max(values)
    return f"{low:,} B" if low == high else f"{low:,} to {high:,} B"
