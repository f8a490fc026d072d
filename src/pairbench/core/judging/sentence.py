"""A verdict, or a crossing, as one sentence that can be read without knowing the method.

Where there is room for two words only, a verdict has them as well.
"""

import math
from dataclasses import dataclass

from pairbench.core import words
from pairbench.core.authoring.claim import (
    Behaves,
    Bounded,
    Costs,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
    PeakGrows,
    bound_of,
)
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.comparing.crossover import Crossover
from pairbench.core.judging.verdict import Outcome, Verdict
from pairbench.core.statistics.estimate import Estimate, inverse
from pairbench.core.statistics.positive import is_positive

_ENDINGS = {
    Outcome.CONFIRMED: "holds",
    Outcome.REFUTED: "does not hold",
    Outcome.INCONCLUSIVE: "is not settled",
}


_DEMONSTRATED = {
    Outcome.CONFIRMED: "demonstrated",
    Outcome.REFUTED: "not as claimed",
    Outcome.INCONCLUSIVE: "not demonstrated",
}
_CROSSING = {
    Outcome.CONFIRMED: "they cross",
    Outcome.REFUTED: "they do not cross",
    Outcome.INCONCLUSIVE: "not settled",
}

SIGN = "\N{MULTIPLICATION SIGN}"
"""Stands for times."""

_WORDS_OF_TIME = ("faster", "slower", "as fast")
_WORDS_OF_MEMORY = ("less", "more", "as much")

IN_PERCENT = 1.5
"""Two things that differ by a smaller factor are told apart in percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A number in two words, as in 11 times slower, with its interval where it has one."""

    number: str
    between: str = ""


def in_words(verdict: Verdict, definition: PairDefinition, *, where: str) -> str:
    """What was measured, and whether the claim holds there; names are in backquotes.

    ``where`` names the run, as in ``CPython 3.11``.
    """
    claim = verdict.claim
    ending = f"{_ENDINGS[verdict.outcome]} on {where}"
    if verdict.estimate is None or not isinstance(claim, Bounded):
        return f"{definition.describe(claim)}: this {ending} ({verdict.reason})"
    measured = _measured(claim, verdict.estimate, definition)
    why = f" ({verdict.reason})" if verdict.outcome is Outcome.INCONCLUSIVE else ""
    return f"{measured}: the claim of {_bound(claim)} {ending}{why}"


def compared_in_words(claim: Bounded, ratio: Estimate, definition: PairDefinition) -> str:
    """The figure that a claim would speak of, with its interval, where nothing is claimed."""
    return _measured(claim, ratio, definition)


def in_brief(verdict: Verdict) -> Brief:
    """What was measured in two words: which is better and by how much, or how it grows."""
    claim, estimate = verdict.claim, verdict.estimate
    match claim:
        case Faster() | Costs() | Leaner() | LeanerPerItem():
            if estimate is not None:
                return ratio_in_brief(claim, estimate)
            nothing = isinstance(claim, Leaner) and verdict.outcome is Outcome.CONFIRMED
            return Brief(number="allocates nothing" if nothing else "not measured")
        case Grows() | PeakGrows():
            if estimate is None:
                return Brief(number="not measured")
            low, high = words.number(estimate.low), words.number(estimate.high)
            between = "" if low == high else f"{low} to {high}{words.own_level(estimate)}"
            return Brief(number=f"n to the {words.number(estimate.value)}", between=between)
        case Crosses():
            return Brief(number=_CROSSING[verdict.outcome])
        case Behaves():
            return Brief(number=_DEMONSTRATED[verdict.outcome])


def ratio_in_brief(claim: Bounded, ratio: Estimate) -> Brief:
    """A ratio, baseline over variant, as what the variant is: faster or slower, less or more."""
    if not is_positive(ratio.value):
        return Brief(number=words.number(ratio.value))
    bound = bound_of(claim)
    around = ratio.low <= bound <= ratio.high
    number = _better_or_worse(claim, ratio.value) if around else _apart(claim, ratio.value, bound)
    return Brief(number=number, between="" if ratio.low == ratio.high else _between(claim, ratio))


def asked_in_brief(claim: Bounded) -> str:
    """What a claim asks for, in the words in which its number is told."""
    bound = bound_of(claim)
    least = bound > 1 or (_is_of_time(claim) and bound == 1)
    return f"at {'least' if least else 'most'} {_better_or_worse(claim, bound)}"


def crossing_in_words(crossover: Crossover, definition: PairDefinition) -> str:
    """Which variants of a pair cross, and near which size."""
    near = words.crossing(crossover.size, crossover.low, crossover.high)
    return f"{crossover.variant} and {definition.baseline} cross near {near} {definition.axis}"


def _measured(claim: Bounded, estimate: Estimate, definition: PairDefinition) -> str:
    """The figure that a claim speaks of, with its interval; a cost is said as a cost."""
    shown = inverse(estimate) if isinstance(claim, Costs) else estimate
    bound = claim.factor
    text = _compared(claim, words.estimated(shown, bound), definition)
    if shown.low == shown.high:
        return text
    low, high = words.apart(shown.low, bound), words.apart(shown.high, bound)
    return f"{text}, between {low} and {high}{words.own_level(shown)}"


def _compared(claim: Bounded, ratio: str, definition: PairDefinition) -> str:
    baseline = definition.baseline
    match claim:
        case Faster():
            text = f"`{claim.variant}` is {ratio} times as fast as `{baseline}`"
        case Costs():
            text = f"`{claim.variant}` takes {ratio} times as long as `{baseline}`"
        case Leaner():
            text = f"the peak of `{baseline}` is {ratio} times that of `{claim.variant}`"
        case LeanerPerItem():
            return f"`{baseline}` keeps {ratio} times the bytes of `{claim.variant}` for each item"
    return f"{text} at {words.counted(claim.size, definition.axis)}"


def _bound(claim: Bounded) -> str:
    """What a claim asks for."""
    factor = words.times(claim.factor)
    match claim:
        case Costs():
            return f"taking at most {factor}as long"
        case Faster():
            return f"being at least {factor}as fast"
        case Leaner() | LeanerPerItem():
            return f"at least {factor}as much"


def _is_of_time(claim: Bounded) -> bool:
    return isinstance(claim, Faster | Costs)


def _apart(claim: Bounded, ratio: float, bound: float, *, percent: bool | None = None) -> str:
    """The same, with so many digits that a ratio is not taken for the bound that it is close to."""

    def written(value: float, digits: int) -> str:
        return _better_or_worse(claim, value, percent=percent, more=digits - words.DIGITS)

    return words.distinct(written, ratio, bound)


def _better_or_worse(
    claim: Bounded, ratio: float, *, percent: bool | None = None, more: int = 0
) -> str:
    """By how much the variant takes more or less than the baseline: 11 times slower, 30 % less.

    What is hardly a difference is said in ``percent``, unless it is told whether to. ``more`` is
    how many digits are shown beyond those that are enough nearly always.
    """
    of_time = _is_of_time(claim)
    better, worse, alike = _WORDS_OF_TIME if of_time else _WORDS_OF_MEMORY
    factor = _factor(ratio)
    if round(factor - 1, 2 + more) == 0:
        return alike
    which = better if ratio > 1 else worse
    if percent is None:
        percent = factor < IN_PERCENT
    if not percent:
        return f"{_times(factor, more)} {which}"
    # Of memory nobody says that it is 30 % less where the other takes 30 % more.
    share = 1 - 1 / factor if ratio > 1 and not of_time else factor - 1
    return f"{_percent(share, more)} {which}"


def _between(claim: Bounded, ratio: Estimate) -> str:
    """The ends of an interval in the unit of its value, the end nearer to the baseline first."""
    percent = _factor(ratio.value) < IN_PERCENT
    bound = bound_of(claim)
    ends = [_apart(claim, each, bound, percent=percent) for each in (ratio.low, ratio.high)]
    if ratio.high < 1:
        ends.reverse()
    first, last = (each.rpartition(" ") for each in ends)
    if ends[0] == ends[1]:
        return ends[0]
    if first[2] != last[2] or "as" in (first[0], last[0]):
        return " to ".join(ends)
    return f"{first[0].removesuffix('%').removesuffix(f' {SIGN}')} to {last[0]}"


def _factor(ratio: float) -> float:
    return max(ratio, 1 / ratio) if ratio > 0 else math.inf


def _percent(share: float, more: int) -> str:
    return f"{share:.{more}%}" if math.isfinite(share) else f"{words.number(share)}%"


def _times(factor: float, more: int) -> str:
    if not math.isfinite(factor):
        return f"{words.number(factor)} {SIGN}"
    return f"{float(f'{factor:.{2 + more}g}'):,.15g} {SIGN}"
