"""From what was recorded of a pair to what can be said of it: the one place that judges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from pairbench.core import words
from pairbench.core.claim import (
    Behaves,
    Claim,
    Costs,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
    Order,
    PeakGrows,
)
from pairbench.core.comparison import (
    MIN_LEVEL,
    CallDuration,
    ItemMemory,
    MemoryComparison,
    TimeComparison,
    call_durations,
    compare_memory,
    compare_times,
    item_memory,
)
from pairbench.core.crossover import Crossover, find_crossover
from pairbench.core.growth import Growth, fit_growth
from pairbench.core.measurement import Failure, Sighting, Stage, Trouble
from pairbench.core.record import PairRecord
from pairbench.core.statistics import Estimate


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything that was derived from one pair's record."""

    times: tuple[TimeComparison, ...]
    durations: tuple[CallDuration, ...]
    memory: tuple[MemoryComparison, ...]
    items: tuple[ItemMemory, ...]
    time_growth: Mapping[str, Growth]
    peak_growth: Mapping[str, Growth]
    crossovers: tuple[Crossover, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What the judges of single claims look at."""

    record: PairRecord
    times: tuple[TimeComparison, ...]
    memory: tuple[MemoryComparison, ...]
    items: tuple[ItemMemory, ...]
    time_growth: Mapping[str, Growth]
    peak_growth: Mapping[str, Growth]
    crossovers: tuple[Crossover, ...]


def judge(record: PairRecord) -> Findings:
    """Derive everything, and give each claim of the pair its verdict."""
    definition = record.definition
    times = compare_times(definition, record.rounds)
    durations = call_durations(record.rounds)
    crossovers = (
        find_crossover([each for each in times if each.variant == variant])
        for variant in definition.available[1:]
    )
    evidence = _Evidence(
        record=record,
        times=times,
        memory=compare_memory(definition, record.memory),
        items=item_memory(definition, record.memory),
        time_growth=_time_growth(durations),
        peak_growth=_peak_growth(record),
        crossovers=tuple(each for each in crossovers if each is not None),
    )
    return Findings(
        times=times,
        durations=durations,
        memory=evidence.memory,
        items=evidence.items,
        time_growth=evidence.time_growth,
        peak_growth=evidence.peak_growth,
        crossovers=evidence.crossovers,
        verdicts=tuple(_judge_claim(claim, evidence) for claim in definition.claims),
    )


def _time_growth(durations: Sequence[CallDuration]) -> dict[str, Growth]:
    samples: dict[str, dict[int, Sequence[float]]] = {}
    for each in durations:
        samples.setdefault(each.variant, {})[each.cell.size] = each.fastest_by_round_s
    return _fit_all(samples)


def _peak_growth(record: PairRecord) -> dict[str, Growth]:
    samples: dict[str, dict[int, Sequence[float]]] = {}
    for each in record.memory:
        middle = (each.peak_bytes.low + each.peak_bytes.high) / 2
        samples.setdefault(each.variant, {})[each.cell.size] = (max(1.0, middle),)
    return _fit_all(samples)


def _fit_all(samples: Mapping[str, Mapping[int, Sequence[float]]]) -> dict[str, Growth]:
    fits = {variant: fit_growth(by_size) for variant, by_size in samples.items()}
    return {variant: growth for variant, growth in fits.items() if growth is not None}


def _judge_claim(  # noqa: C901, PLR0911 (a case for each kind of claim)
    claim: Claim, evidence: _Evidence
) -> Verdict:
    unavailable = _unavailable(claim, evidence)
    if unavailable is not None:
        return _inconclusive(claim, f"not available here: {unavailable}")
    match claim:
        case Faster():
            return _judge_time(claim, claim.factor, evidence)
        case Costs():
            return _judge_time(claim, 1 / claim.factor, evidence)
        case Crosses():
            return _judge_crossing(claim, evidence)
        case Leaner():
            return _judge_peak(claim, evidence)
        case LeanerPerItem():
            return _judge_items(claim, evidence)
        case Grows():
            return _judge_growth(claim, evidence.time_growth, "time", evidence)
        case PeakGrows():
            return _judge_growth(claim, evidence.peak_growth, "peak memory", evidence)
        case Behaves():
            return _judge_behaviour(claim, evidence)
        case _:
            assert_never(claim)


def _unavailable(claim: Claim, evidence: _Evidence) -> str | None:
    variants = evidence.record.definition.variants
    return next(each.unavailable for each in variants if each.name == claim.variant)


def _judge_time(claim: Faster | Costs, bound: float, evidence: _Evidence) -> Verdict:
    comparison = _time_at(claim.variant, claim.size, evidence)
    if comparison is None:
        return _inconclusive(claim, _why_missing(claim.variant, claim.size, Stage.TIME, evidence))
    return _against_bound(claim, comparison.ratio, bound, len(comparison.round_ratios))


def _judge_crossing(claim: Crosses, evidence: _Evidence) -> Verdict:
    sizes = evidence.record.definition.sizes
    first = _time_at(claim.variant, sizes[0], evidence)
    last = _time_at(claim.variant, sizes[-1], evidence)
    if first is None or last is None:
        size = sizes[0] if first is None else sizes[-1]
        return _inconclusive(claim, _why_missing(claim.variant, size, Stage.TIME, evidence))
    ends = (
        f"{words.ratio(first.ratio)} at {sizes[0]:,} and {words.ratio(last.ratio)} at {sizes[-1]:,}"
    )
    if min(first.ratio.level, last.ratio.level) < MIN_LEVEL:
        return _inconclusive(claim, f"too few rounds: {ends}")
    if first.ratio.high < 1 < last.ratio.low:
        crossover = next(each for each in evidence.crossovers if each.variant == claim.variant)
        reason = f"they cross near {crossover.size:,.3g}: {ends}"
        return Verdict(claim=claim, outcome=Outcome.CONFIRMED, reason=reason)
    if first.ratio.low > 1 or last.ratio.high < 1:
        return Verdict(claim=claim, outcome=Outcome.REFUTED, reason=f"they do not cross: {ends}")
    return _inconclusive(claim, f"an interval holds 1: {ends}")


def _judge_peak(claim: Leaner, evidence: _Evidence) -> Verdict:
    for each in evidence.memory:
        if each.variant == claim.variant and each.cell.size == claim.size:
            return _against_bound(claim, each.peak, claim.factor, None)
    return _inconclusive(claim, _why_missing(claim.variant, claim.size, Stage.MEMORY, evidence))


def _judge_items(claim: LeanerPerItem, evidence: _Evidence) -> Verdict:
    by_variant = {each.variant: each.retained_bytes for each in evidence.items}
    base = by_variant.get(evidence.record.definition.baseline)
    mine = by_variant.get(claim.variant)
    if base is None or mine is None:
        return _inconclusive(claim, "it takes figures at two sizes, of both variants")
    if mine.low <= 0 or base.low <= 0:
        return _inconclusive(claim, "one of them keeps nothing for each item: no ratio")
    ratio = Estimate(
        value=base.value / mine.value,
        low=base.low / mine.high,
        high=base.high / mine.low,
        level=1.0,
    )
    verdict = _against_bound(claim, ratio, claim.factor, None)
    figures = f"{base.value:,.1f} against {mine.value:,.1f} bytes an item"
    return Verdict(
        claim=claim,
        outcome=verdict.outcome,
        reason=f"{figures}; {verdict.reason}",
        estimate=ratio,
    )


def _judge_growth(
    claim: Grows | PeakGrows, growths: Mapping[str, Growth], what: str, evidence: _Evidence
) -> Verdict:
    growth = growths.get(claim.variant)
    if growth is None:
        size = evidence.record.definition.sizes[-1]
        stage = Stage.TIME if isinstance(claim, Grows) else Stage.MEMORY
        return _inconclusive(claim, _why_missing(claim.variant, size, stage, evidence))
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


def _judge_behaviour(claim: Behaves, evidence: _Evidence) -> Verdict:
    sighting = _sighting(claim, evidence.record.sightings)
    if sighting is None:
        return _inconclusive(claim, _why_missing(claim.variant, None, Stage.BEHAVIOUR, evidence))
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


def _against_bound(claim: Claim, ratio: Estimate, bound: float, rounds: int | None) -> Verdict:
    """Confirmed or refuted only by an interval that lies on one side of the bound."""
    measured = words.ratio(ratio)
    if ratio.level < MIN_LEVEL:
        reason = f"too few rounds ({rounds}) to decide: {measured}"
        return Verdict(claim=claim, outcome=Outcome.INCONCLUSIVE, reason=reason, estimate=ratio)
    if ratio.low >= bound:
        outcome, place = Outcome.CONFIRMED, "above"
    elif ratio.high < bound:
        outcome, place = Outcome.REFUTED, "below"
    else:
        outcome, place = Outcome.INCONCLUSIVE, "around"
    reason = f"{measured}, {place} the bound of {bound:.3g}"
    return Verdict(claim=claim, outcome=outcome, reason=reason, estimate=ratio)


def _time_at(variant: str, size: int, evidence: _Evidence) -> TimeComparison | None:
    for each in evidence.times:
        if each.variant == variant and each.cell.size == size:
            return each
    return None


def _why_missing(variant: str, size: int | None, stage: Stage, evidence: _Evidence) -> str:
    """What kept a figure from being measured: the variant's own failure or its baseline's."""
    record = evidence.record
    for failure in record.failures:
        concerned = failure.variant in {variant, record.definition.baseline}
        here = failure.stage is stage if size is None else failure.cell.size == size
        if concerned and here:
            return _failed(failure)
    wrong = next((each for each in record.failures if each.trouble is Trouble.WRONG), None)
    if wrong is not None:
        return f"the pair was not measured: {wrong.message}"
    if size in {each.cell.size for each in record.left_out if each.stage is stage}:
        return f"the quick run leaves out the {stage} at {size:,}, where a call takes long"
    return "it was not measured"


def _failed(failure: Failure) -> str:
    at = "" if failure.stage is Stage.BEHAVIOUR else f" at {failure.cell.size:,}"
    return f"{failure.variant} {failure.trouble}{at}: {failure.message}"


def _inconclusive(claim: Claim, reason: str) -> Verdict:
    return Verdict(claim=claim, outcome=Outcome.INCONCLUSIVE, reason=reason)


def _listed(orders: Sequence[Order]) -> str:
    return " and ".join(order.value for order in orders)
