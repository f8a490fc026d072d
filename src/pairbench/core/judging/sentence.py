"""A verdict, or a crossing, as one sentence that can be read without knowing the method."""

from pairbench.core import words
from pairbench.core.authoring.claim import Bounded, Costs, Faster, Leaner, LeanerPerItem
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.comparing.crossover import Crossover
from pairbench.core.judging.verdict import Outcome, Verdict
from pairbench.core.statistics.estimate import Estimate, inverse

_ENDINGS = {
    Outcome.CONFIRMED: "holds",
    Outcome.REFUTED: "does not hold",
    Outcome.INCONCLUSIVE: "is not settled",
}


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


def crossing_in_words(crossover: Crossover, definition: PairDefinition) -> str:
    """Which variants of a pair cross, and near which size."""
    near = words.crossing(crossover.size, crossover.low, crossover.high)
    return f"{crossover.variant} and {definition.baseline} cross near {near} {definition.axis}"


def _measured(claim: Bounded, estimate: Estimate, definition: PairDefinition) -> str:
    """The figure that a claim speaks of, with its interval; a cost is said as a cost."""
    shown = inverse(estimate) if isinstance(claim, Costs) else estimate
    text = _compared(claim, words.number(shown.value), definition)
    if shown.low == shown.high:
        return text
    return f"{text}, between {words.number(shown.low)} and {words.number(shown.high)}"


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
