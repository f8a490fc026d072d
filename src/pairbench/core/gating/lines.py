"""From what was measured at both revisions to the lines of a gate."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pairbench.core import words
from pairbench.core.authoring.claim import describe
from pairbench.core.comparing.comparison import call_durations, log_ratios
from pairbench.core.gating.answer import (
    Change,
    GateLine,
    Kind,
    judge_bytes,
    judge_time,
    time_ratio,
)
from pairbench.core.gating.two_sides import BASE, HEAD, Comparison
from pairbench.core.judging.verdict import Outcome, Verdict, judge
from pairbench.core.records.measurement import (
    Extent,
    Failure,
    LineMemory,
    MemoryMeasurement,
    Round,
    Trouble,
)
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.estimate import ALPHA, Estimate, exponential
from pairbench.core.statistics.sequential import Monitor, monitored_interval, tabulated_cap

_TIMES = {
    Change.WORSE: "slower by more than {:.1%}, in two looks",
    Change.BETTER: "faster by more than {:.1%}",
    Change.SAME: "not slower by {:.1%}",
    Change.UNDECIDED: "it may be slower by more than {:.1%} or not: more time would tell",
}

_BYTES = {
    Change.WORSE: "more by over {:.1%}",
    Change.BETTER: "less by over {:.1%}",
    Change.SAME: "not more by {:.1%}",
    Change.UNDECIDED: "its figures differ from process to process, across the bound of {:.1%}",
}

MOST_DETAILS = 3
"""Lines of a worker's last words, or of the code that holds more, that a line of a gate shows."""


def ratio_at(record: PairRecord | None, size: int) -> Estimate | None:
    """Base over head at a size, where both were timed."""
    if record is None:
        return None
    rounds = [each for each in record.rounds if each.cell.size == size]
    monitor = record.monitors.get(size)
    return None if monitor is None else time_ratio(rounds, monitor)


def time_line(
    comparison: Comparison,
    size: int,
    first: PairRecord,
    again: PairRecord | None,
    *,
    problem: str | None,
    spent_s: float,
) -> GateLine:
    """What became of the time: worse only when the first look and the second say so.

    ``problem`` is what keeps anything from being said of times on this machine.
    """
    threshold = comparison.thresholds.time
    ratio, second = ratio_at(first, size), ratio_at(again, size)
    change = Change.UNDECIDED if ratio is None else judge_time(ratio, threshold)
    why = _TIMES[change].format(threshold)
    if problem is not None:
        change, why = Change.UNDECIDED, "it cannot be measured on this machine now"
    elif change is Change.WORSE and second is not None and ratio is not None:
        change = judge_time(second, threshold)
        if change is not Change.WORSE:
            why = f"the first look said {words.ratio(ratio)}, the second does not confirm it"
        ratio = second
    elif change is Change.WORSE:
        change, why = Change.UNDECIDED, "there was no time left to look a second time"
    durations = {
        each.variant: words.seconds(each.seconds.value)
        for each in call_durations([each for each in first.rounds if each.cell.size == size])
    }
    return GateLine(
        pair=comparison.pair,
        kind=Kind.TIME,
        change=change,
        variant=comparison.variant,
        size=size,
        base=durations.get(BASE),
        head=durations.get(HEAD),
        ratio=ratio,
        spent_s=spent_s,
        why=why,
    )


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


def failure_line(pair: str, failure: Failure, where: str = "") -> GateLine:
    """What kept something from being measured."""
    return GateLine(
        pair=pair,
        kind=Kind.RESULT if failure.trouble is Trouble.WRONG else Kind.PAIR,
        change=Change.NOT_MEASURED,
        variant=failure.variant,
        size=failure.cell.size,
        why=f"{where}{failure.trouble}: {failure.message}",
        details=tuple(failure.stderr.splitlines()[-MOST_DETAILS:]),
    )


def claim_lines(base: PairRecord, head: PairRecord) -> Iterator[GateLine]:
    """The claims that base confirms and head refutes."""
    before = {_named(each, base): each for each in judge(base).verdicts}
    for verdict in judge(head).verdicts:
        name = _named(verdict, head)
        old = before.get(name)
        if (
            old is not None
            and old.outcome is Outcome.CONFIRMED
            and verdict.outcome is Outcome.REFUTED
        ):
            yield GateLine(
                pair=head.definition.name,
                kind=Kind.CLAIM,
                change=Change.WORSE,
                variant=verdict.claim.variant,
                base=old.measured,
                head=verdict.measured,
                why=f"base confirms and head refutes: {name}",
            )


def pooled(rounds: Sequence[Round], variant: str) -> Estimate:
    """Base over a control, over the rounds of all pairs; at level 0 where there are none."""
    logs = log_ratios(rounds, BASE, variant)
    if not logs:
        return Estimate(value=1.0, low=1.0, high=1.0, level=0.0)
    cap = tabulated_cap(len(logs))
    return exponential(monitored_interval(logs[:cap], Monitor(alpha=ALPHA, cap=cap)))


def _named(verdict: Verdict, record: PairRecord) -> str:
    definition = record.definition
    return describe(verdict.claim, baseline=definition.baseline, axis=definition.axis)


def _bytes(extent: Extent) -> str:
    return f"{extent.low:,} B" if extent.exact else f"{extent.low:,} to {extent.high:,} B"


def _byte_ratio(base: Extent, head: Extent) -> Estimate | None:
    if not head.low or not base.low:
        return None
    low, high = base.low / head.high, base.high / head.low
    return Estimate(value=(low + high) / 2, low=low, high=high, level=1.0)
