"""What a test says of a claim that is not confirmed: ratio, interval, rounds, what is unsure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pairbench.core import words
from pairbench.core.authoring.claim import Claim, Costs, Faster, Grows, Leaner
from pairbench.core.judging.verdict import Outcome, Verdict
from pairbench.notebook.comparison import in_python

if TYPE_CHECKING:
    from pairbench.versus.comparing import Compared

ENDINGS = {
    Outcome.CONFIRMED: "holds",
    Outcome.REFUTED: "does not hold",
    Outcome.INCONCLUSIVE: "is not settled",
}


def told(compared: "Compared", verdict: Verdict | None) -> str:
    """The claim and what became of it, then what was measured, a line for each thing."""
    return in_python("\n".join(_lines(compared, verdict)))


def _lines(compared: "Compared", verdict: Verdict | None) -> Iterator[str]:
    failures = compared.answers.failures
    if verdict is None:
        yield "; ".join(failures) or "nothing could be measured"
        return
    if failures:
        yield f"{_said(verdict.claim, compared)}: this was not measured"
        yield from failures
        return
    yield f"{_said(verdict.claim, compared)}: this {ENDINGS[verdict.outcome]}"
    yield f"measured: {verdict.reason}"
    rounds = _rounds(compared)
    if rounds:
        yield f"{words.counted(rounds, 'rounds')}, {compared.answers.spent_s:.1f} s"
    yield from (f"note: {each}" for each in compared.answers.notices)
    if verdict.outcome is Outcome.INCONCLUSIVE:
        yield f"unsure: {_unsure(verdict)}"


def _said(claim: Claim, compared: "Compared") -> str:
    """The claim in the names that the test uses."""
    definition = compared.findings.record.definition
    labels = {each.name: each.summary or each.name for each in definition.variants}
    new, old = labels[claim.variant], labels[definition.baseline]
    match claim:
        case Faster():
            text = f"{new} is at least {words.times(claim.factor)}as fast as {old}"
        case Costs():
            text = f"{new} takes at most {words.times(claim.factor)}as long as {old}"
        case Leaner():
            text = f"the peak of {old} is at least {words.times(claim.factor)}that of {new}"
        case Grows():
            return f"the time of {new} grows like {claim.order}"
        case _:
            return definition.describe(claim)
    return text if len(definition.sizes) == 1 else f"{text} at n = {claim.size:,}"


def _rounds(compared: "Compared") -> int:
    """The rounds of the place with the most of them, those that were spoilt left out."""
    evidence = compared.findings.evidence
    of_ratios = [len(each.round_ratios) for each in evidence.times]
    of_times = [len(each.by_round_s) for each in evidence.durations]
    return max([*of_ratios, *of_times], default=0)


def _unsure(verdict: Verdict) -> str:
    """What keeps it from being settled, and what would settle it."""
    if isinstance(verdict.claim, Grows):
        return "sizes that lie further apart tell orders from each other; more of budget_s helps"
    if verdict.estimate is None or isinstance(verdict.claim, Leaner):
        return "see what was measured"
    if "too close to call" in verdict.reason:
        return "the ratio is so near to what was asked that no more rounds would tell: ask for less"
    return "the interval holds what was asked: a larger budget_s makes it narrower"
