"""What became of a time between the sides: from rounds to a line of the gate."""

from collections.abc import Sequence

from pairbench.core import words
from pairbench.core.comparing.comparison import MIN_LEVEL, call_durations, log_ratios
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.two_sides import BASE, HEAD, Comparison
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Round
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.early import stated_interval
from pairbench.core.statistics.estimate import ALPHA, Estimate, exponential
from pairbench.core.statistics.sequential import Monitor, monitored_interval, tabulated_cap

_TIMES = {
    Change.WORSE: "slower by more than {:.1%}, in two looks",
    Change.BETTER: "faster by more than {:.1%}",
    Change.SAME: "not slower by {:.1%}",
    Change.UNDECIDED: "it may be slower by more than {:.1%} or not: more time would tell",
}


def time_ratio(rounds: Sequence[Round], monitor: Monitor) -> Estimate | None:
    """Base over head, from the rounds in which both were timed and that were not spoilt."""
    kept = [each for each in rounds if not is_spoilt(each)]
    logs = log_ratios(kept, BASE, HEAD)
    return exponential(stated_interval(logs, monitor)) if logs else None


def judge_time(ratio: Estimate, threshold: float) -> Change:
    """Worse and same by an interval on one side of the threshold; better by one above 1."""
    if ratio.level < MIN_LEVEL:
        return Change.UNDECIDED
    bound = 1 / (1 + threshold)
    if ratio.high < bound:
        return Change.WORSE
    if ratio.low >= 1 + threshold:
        return Change.BETTER
    return Change.SAME if ratio.low >= bound else Change.UNDECIDED


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


def pooled(rounds: Sequence[Round], variant: str) -> Estimate:
    """Base over a control, over the rounds of all pairs; at level 0 where there are none."""
    logs = log_ratios(rounds, BASE, variant)
    if not logs:
        return Estimate(value=1.0, low=1.0, high=1.0, level=0.0)
    cap = tabulated_cap(len(logs))
    return exponential(monitored_interval(logs[:cap], Monitor(alpha=ALPHA, cap=cap)))
