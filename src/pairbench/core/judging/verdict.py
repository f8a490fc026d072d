"""From what was recorded of a pair to what can be said of it: the one place that judges."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from pairbench.core import words
from pairbench.core.authoring.claim import (
    Behaves,
    Bounded,
    Claim,
    Costs,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
    PeakGrows,
    bound_of,
)
from pairbench.core.comparing.comparison import (
    SAME_WITHIN,
    Standing,
    TimeComparison,
    same_within,
    standing,
)
from pairbench.core.comparing.evidence import Evidence, gather
from pairbench.core.comparing.missing import (
    describe_failure,
    failure_of,
    unseen_memory,
    why_missing,
)
from pairbench.core.records.disturbance import Treatment
from pairbench.core.records.measurement import Sighting, Stage
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.growth import Growth
from pairbench.core.statistics.order import Order


class Outcome(StrEnum):
    """What the numbers allow to be said of a claim."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A claim's outcome and its reason; ``estimate`` is the number that the claim speaks of."""

    claim: Claim
    outcome: Outcome
    reason: str
    estimate: Estimate | None = None

    @property
    def measured(self) -> str:
        """The number that the claim speaks of, or the reason where there is no single one."""
        if self.estimate is None:
            return self.reason
        number = words.ratio(self.estimate)
        return f"n to the {number}" if isinstance(self.claim, Grows | PeakGrows) else number


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What follows from a record for the claims; it keeps the ``treatment`` of rounds left out."""

    record: PairRecord
    evidence: Evidence
    verdicts: tuple[Verdict, ...]
    treatment: Treatment | None = None


def judge(record: PairRecord) -> Findings:
    """Derive everything, and give each claim of the pair its verdict."""
    case = _Case(record=record, evidence=gather(record))
    verdicts = tuple(_judge_claim(claim, case) for claim in record.definition.claims)
    return Findings(record=record, evidence=case.evidence, verdicts=verdicts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What the judges of single claims look at."""

    record: PairRecord
    evidence: Evidence


def _judge_claim(  # noqa: C901, PLR0911 (a case for each kind of claim)
    claim: Claim, case: _Case
) -> Verdict:
    unavailable = _unavailable(claim, case)
    if unavailable is not None:
        return _inconclusive(claim, f"not available here: {unavailable}")
    unseen = unseen_memory(claim, case.record)
    if unseen is not None:
        return _inconclusive(claim, unseen)
    match claim:
        case Faster() | Costs():
            return _judge_time(claim, case)
        case Crosses():
            return _judge_crossing(claim, case)
        case Leaner():
            return _judge_peak(claim, case)
        case LeanerPerItem():
            return _judge_items(claim, case)
        case Grows():
            return _judge_growth(claim, case.evidence.time_growth, "time", case)
        case PeakGrows():
            return _judge_growth(claim, case.evidence.peak_growth, "peak memory", case)
        case Behaves():
            return _judge_behaviour(claim, case)
        case _:
            assert_never(claim)


def _unavailable(claim: Claim, case: _Case) -> str | None:
    variants = case.record.definition.variants
    return next(each.unavailable for each in variants if each.name == claim.variant)


def _judge_time(claim: Faster | Costs, case: _Case) -> Verdict:
    comparison = _time_at(claim.variant, claim.size, case)
    failure = failure_of(claim.variant, [claim.size], Stage.TIME, case.record)
    if failure is not None:
        return _inconclusive(claim, describe_failure(failure))
    if comparison is None:
        return _inconclusive(
            claim, why_missing(claim.variant, [claim.size], Stage.TIME, case.record)
        )
    rounds = len(comparison.round_ratios)
    if not comparison.ratio.is_sure:
        reason = f"too few rounds ({rounds}) to decide: {words.ratio(comparison.ratio)}"
        return Verdict(
            claim=claim, outcome=Outcome.INCONCLUSIVE, reason=reason, estimate=comparison.ratio
        )
    return _against_bound(claim, comparison.ratio, same_within(case.record.definition))


def _judge_crossing(claim: Crosses, case: _Case) -> Verdict:
    sizes = case.record.definition.sizes
    first = _time_at(claim.variant, sizes[0], case)
    last = _time_at(claim.variant, sizes[-1], case)
    if first is None or last is None:
        size = sizes[0] if first is None else sizes[-1]
        return _inconclusive(claim, why_missing(claim.variant, [size], Stage.TIME, case.record))
    ends = (
        f"{words.ratio(first.ratio)} at {sizes[0]:,} and {words.ratio(last.ratio)} at {sizes[-1]:,}"
    )
    if not (first.ratio.is_sure and last.ratio.is_sure):
        return _inconclusive(claim, f"too few rounds: {ends}")
    if first.ratio.high < 1 < last.ratio.low:
        crossover = next(each for each in case.evidence.crossovers if each.variant == claim.variant)
        near = words.crossing(crossover.size, crossover.low, crossover.high)
        reason = f"they cross near {near}: {ends}"
        return Verdict(claim=claim, outcome=Outcome.CONFIRMED, reason=reason)
    if first.ratio.low > 1 or last.ratio.high < 1:
        return Verdict(claim=claim, outcome=Outcome.REFUTED, reason=f"they do not cross: {ends}")
    return _inconclusive(claim, f"an interval holds 1: {ends}")


def _judge_peak(claim: Leaner, case: _Case) -> Verdict:
    for each in case.evidence.memory:
        if each.variant == claim.variant and each.cell.size == claim.size:
            if math.isinf(each.peak.value):
                reason = f"it allocates nothing, and {case.record.definition.baseline} does"
                return Verdict(claim=claim, outcome=Outcome.CONFIRMED, reason=reason)
            return _against_bound(claim, each.peak)
    return _inconclusive(claim, why_missing(claim.variant, [claim.size], Stage.MEMORY, case.record))


def _judge_items(claim: LeanerPerItem, case: _Case) -> Verdict:
    by_variant = {each.variant: each.retained_bytes for each in case.evidence.items}
    base = by_variant.get(case.record.definition.baseline)
    mine = by_variant.get(claim.variant)
    if base is None or mine is None:
        sizes = case.record.definition.sizes
        return _inconclusive(claim, why_missing(claim.variant, sizes, Stage.MEMORY, case.record))
    if mine.low <= 0 or base.low <= 0:
        return _inconclusive(claim, "one of them keeps nothing for each item: no ratio")
    ratio = Estimate(
        value=base.value / mine.value,
        low=base.low / mine.high,
        high=base.high / mine.low,
        level=1.0,
    )
    verdict = _against_bound(claim, ratio)
    figures = f"{base.value:,.1f} against {mine.value:,.1f} bytes an item"
    return Verdict(
        claim=claim,
        outcome=verdict.outcome,
        reason=f"{figures}; {verdict.reason}",
        estimate=ratio,
    )


def _judge_growth(
    claim: Grows | PeakGrows, growths: Mapping[str, Growth], what: str, case: _Case
) -> Verdict:
    growth = growths.get(claim.variant)
    if growth is None:
        sizes = case.record.definition.sizes
        stage = Stage.TIME if isinstance(claim, Grows) else Stage.MEMORY
        return _inconclusive(claim, why_missing(claim.variant, sizes, stage, case.record))
    if not growth.exponent.is_sure:
        return _inconclusive(claim, "too few rounds to tell how it grows")
    measured = (
        f"between the two largest sizes the {what} grows as n to the {words.ratio(growth.exponent)}"
    )
    if growth.order is None:
        if growth.candidates and claim.order not in growth.candidates:
            names = _listed(growth.candidates)
            return Verdict(
                claim=claim,
                outcome=Outcome.REFUTED,
                reason=f"it is one of {names}; {measured}",
                estimate=growth.exponent,
            )
        close = f"too close to call between {_listed(growth.candidates)}"
        reason = close if growth.candidates else "no order fits"
        return Verdict(
            claim=claim,
            outcome=Outcome.INCONCLUSIVE,
            reason=f"{reason}; {measured}",
            estimate=growth.exponent,
        )
    agrees = growth.order is claim.order
    return Verdict(
        claim=claim,
        outcome=Outcome.CONFIRMED if agrees else Outcome.REFUTED,
        reason=f"it grows like {growth.order}; {measured}",
        estimate=growth.exponent,
    )


def _judge_behaviour(claim: Behaves, case: _Case) -> Verdict:
    sighting = _sighting(claim, case.record.sightings)
    if sighting is None:
        sizes = case.record.definition.sizes
        return _inconclusive(claim, why_missing(claim.variant, sizes, Stage.BEHAVIOUR, case.record))
    verb = "passed" if sighting.passed else "failed"
    seen = f": {sighting.seen}" if sighting.seen else ""
    agrees = sighting.passed == claim.expected_to_pass
    return Verdict(
        claim=claim,
        outcome=Outcome.CONFIRMED if agrees else Outcome.REFUTED,
        reason=f"demonstrated: it {verb}{seen}",
    )


def _sighting(claim: Behaves, sightings: Sequence[Sighting]) -> Sighting | None:
    for each in sightings:
        if each.variant == claim.variant and each.check == claim.check:
            return each
    return None


def _against_bound(claim: Bounded, ratio: Estimate, within: float = SAME_WITHIN) -> Verdict:
    """Confirmed or refuted only by an interval that lies on one side of the bound."""
    bound = bound_of(claim)
    named = f"the bound of {words.number(bound)}"
    match standing(ratio, bound, within):
        case Standing.ABOVE:
            outcome, place = Outcome.CONFIRMED, f"above {named}"
        case Standing.BELOW:
            outcome, place = Outcome.REFUTED, f"below {named}"
        case Standing.TOO_CLOSE:
            outcome, place = (
                Outcome.INCONCLUSIVE,
                f"too close to call: within {within:.0%} of {named}",
            )
        case Standing.OPEN:
            outcome, place = Outcome.INCONCLUSIVE, f"around {named}"
    reason = f"{words.ratio(ratio, bound)}, {place}"
    return Verdict(claim=claim, outcome=outcome, reason=reason, estimate=ratio)


def _time_at(variant: str, size: int, case: _Case) -> TimeComparison | None:
    for each in case.evidence.times:
        if each.variant == variant and each.cell.size == size:
            return each
    return None


def _inconclusive(claim: Claim, reason: str) -> Verdict:
    return Verdict(claim=claim, outcome=Outcome.INCONCLUSIVE, reason=reason)


def _listed(orders: Sequence[Order]) -> str:
    return " and ".join(order.value for order in orders)
