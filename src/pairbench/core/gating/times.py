"""What became of a time between the sides: from rounds to a line of the gate."""

import math
from dataclasses import dataclass, replace

from pairbench.core import words
from pairbench.core.comparing.comparison import call_durations, log_ratios
from pairbench.core.gating.answer import Change, GateLine, Kind, MachineState
from pairbench.core.gating.noise import stated
from pairbench.core.gating.two_sides import BASE, HEAD, Comparison
from pairbench.core.planning.question import rounds_to_go
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Round
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.sequential import MOST_ROUNDS

_SAID = {
    Change.WORSE: "slower by more than {:.1%}",
    Change.BETTER: "faster by more than {:.1%}",
    Change.SAME: "not slower by {:.1%}",
    Change.UNDECIDED: "it may be slower by more than {:.1%} or not",
}


UNTIMED = "no round of it was timed"

UNJUDGED = "there is no round of base against itself that the machine has not spoilt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an interval says of a time, and the sentence for it.

    ``unmeasurable`` where the interval alone would have said more than the machine allows.
    """

    change: Change
    why: str
    unmeasurable: bool = False


def judge_time(ratio: Estimate, threshold: float, machine: MachineState | None) -> Judgement:
    """Worse and same by an interval on one side of the threshold; better by one above 1.

    Where base against itself leaves room for more than the threshold, that much is taken off what
    the interval says: what still lies on one side is decided all the same.
    """
    change = _side_of(ratio, threshold)
    said = Judgement(change=change, why=_SAID[change].format(threshold))
    if change is Change.UNDECIDED or machine is None:
        return said
    if not machine.rounds:
        return _unmeasurable(UNJUDGED)
    if change is Change.SAME and machine.canary.high >= 1:
        return _unmeasurable(
            f"{machine.slowed_by:.1%} put in on purpose came out at {words.ratio(machine.canary)}, "
            "and was not seen"
        )
    if _is_within(machine.placebo, threshold):
        return said
    came_out = f"base against itself came out at {words.ratio(machine.placebo)}"
    if _side_of(_without(ratio, machine.placebo), threshold) is change:
        return replace(said, why=f"{said.why}, though {came_out}")
    return _unmeasurable(came_out)


def _unmeasurable(reason: str) -> Judgement:
    why = f"it cannot be measured on this machine now: {reason}"
    return Judgement(change=Change.UNDECIDED, why=why, unmeasurable=True)


def _side_of(ratio: Estimate, threshold: float) -> Change:
    if not ratio.is_sure:
        return Change.UNDECIDED
    bound = 1 / (1 + threshold)
    if ratio.high < bound:
        return Change.WORSE
    if ratio.low >= 1 + threshold:
        return Change.BETTER
    return Change.SAME if ratio.low >= bound else Change.UNDECIDED


def _is_within(placebo: Estimate, threshold: float) -> bool:
    low, high = 1 / (1 + threshold), 1 + threshold
    return placebo.is_sure and low <= placebo.low and placebo.high <= high


def _without(ratio: Estimate, placebo: Estimate) -> Estimate:
    """The interval, moved out by all that base against itself may be off."""
    if not placebo.is_sure:
        return replace(ratio, low=0.0, high=math.inf)
    low = ratio.low / max(1.0, placebo.high)
    high = ratio.high / min(1.0, placebo.low) if placebo.low else math.inf
    return replace(ratio, low=low, high=high)


def ratio_at(record: PairRecord | None, size: int) -> Estimate | None:
    """Base over head at a size, from the rounds in which both were timed and none was spoilt."""
    monitor = None if record is None else record.monitors.get(size)
    if record is None or monitor is None:
        return None
    logs = log_ratios(_kept(record, size), BASE, HEAD)
    return stated(logs, monitor) if logs else None


def time_line(
    comparison: Comparison,
    size: int,
    first: PairRecord,
    again: PairRecord | None,
    *,
    machine: MachineState | None,
    spent_s: float,
) -> GateLine:
    """What became of the time: worse only when the first look and the second say so."""
    threshold = comparison.thresholds.time
    ratio, second = ratio_at(first, size), ratio_at(again, size)
    rounds = [each for each in first.rounds if each.cell.size == size]
    durations = {each.variant: words.seconds(each.seconds.value) for each in call_durations(rounds)}
    line = replace(
        open_line(comparison, size, _nothing_kept(first, size)),
        base=durations.get(BASE),
        head=durations.get(HEAD),
        ratio=ratio,
        spent_s=spent_s,
    )
    if ratio is None:
        return line
    found = judge_time(ratio, threshold, machine)
    if found.change is not Change.WORSE:
        return _with_more(_judged(line, found), comparison, size, first)
    if second is None or again is None:
        why = f"{found.why} in one look, but no second was possible, without which none is red"
        return replace(line, why=why)
    return _with_more(
        _looked_again(line, ratio, second, judge_time(second, threshold, machine)),
        comparison,
        size,
        again,
    )


def open_line(comparison: Comparison, size: int, why: str) -> GateLine:
    """A line of times of which nothing is decided yet, and why it would stay so."""
    return GateLine(
        pair=comparison.pair,
        kind=Kind.TIME,
        change=Change.UNDECIDED,
        variant=comparison.variant,
        size=size,
        why=why,
    )


def _judged(line: GateLine, found: Judgement) -> GateLine:
    return replace(line, change=found.change, why=found.why, unmeasurable=found.unmeasurable)


def _looked_again(line: GateLine, first: Estimate, second: Estimate, found: Judgement) -> GateLine:
    """The line shows the second look: that there is one is owed to the first, which is biased."""
    shown = replace(_judged(line, found), ratio=second)
    if found.change is Change.WORSE:
        return replace(shown, why=f"{found.why}, in two looks")
    said = f"the first look said {words.ratio(first)}, the second does not confirm it"
    return replace(shown, why=f"{said}: {found.why}")


def _nothing_kept(record: PairRecord, size: int) -> str:
    timed = sum(each.cell.size == size for each in record.rounds)
    if not timed:
        return UNTIMED
    return f"the machine took away too much of all {timed} rounds: a quieter machine would tell"


def _with_more(line: GateLine, comparison: Comparison, size: int, record: PairRecord) -> GateLine:
    """The line, with what would decide it if nothing has: the spread of the rounds tells."""
    if line.change is not Change.UNDECIDED or line.unmeasurable:
        return line
    kept, monitor = _kept(record, size), record.monitors[size]
    more = rounds_to_go(comparison.entry.definition, size, kept, monitor)
    if more is None:
        return line
    if len(kept) + more > MOST_ROUNDS:
        why = f"{line.why}: too close to it for {MOST_ROUNDS} rounds to tell"
        return replace(line, why=why)
    # What was spent on two looks is more than what the rounds of one took: too much is asked for.
    round_s = line.spent_s / len(record.rounds)
    more_s = more * round_s
    budget_s = len(kept) * round_s + more_s
    why = (
        f"{line.why}: about {words.seconds(more_s)} more would tell, "
        f"--budget {math.ceil(budget_s)}s"
    )
    return replace(line, why=why, more_s=more_s)


def _kept(record: PairRecord, size: int) -> list[Round]:
    return [each for each in record.rounds if each.cell.size == size and not is_spoilt(each)]
