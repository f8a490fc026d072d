"""What the numbers allow to be said of a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from pairbench.core.authoring.claim import (
    Behaves,
    Claim,
    Costs,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
    PeakGrows,
)
from pairbench.core.comparing.comparison import ItemMemory, item_memory
from pairbench.core.judging.verdict import Outcome, Verdict, judge
from pairbench.core.records.measurement import (
    Cell,
    Failure,
    LeftOut,
    MemoryMeasurement,
    Round,
    Sighting,
    Stage,
    Trouble,
)
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.order import Order
from tests.builders import (
    PAIR,
    QUICK,
    SIZES,
    SLOW,
    a_definition,
    a_failure,
    a_memory,
    a_round,
    rounds_with,
)

CONFIRMED, REFUTED, INCONCLUSIVE = Outcome.CONFIRMED, Outcome.REFUTED, Outcome.INCONCLUSIVE

TWICE = (1.96, 1.97, 1.98, 1.99, 2.01, 2.02, 2.03, 2.04)
"""Rounds that lie around 2 within 2 %."""

FASTER = Faster(variant=QUICK, factor=1.5, size=100)
GROWS = Grows(variant=QUICK, order=Order.LINEAR)
PEAK_GROWS = PeakGrows(variant=QUICK, order=Order.LINEAR)
LEANER = Leaner(variant=QUICK, factor=2.0, size=100)
PER_ITEM = LeanerPerItem(variant=QUICK, factor=2.0)
CROSSES = Crosses(variant=QUICK)
BEHAVES = Behaves(variant=QUICK, check="keeps_order", expected_to_pass=True)
EACH_KIND: tuple[Claim, ...] = (
    FASTER,
    Costs(variant=QUICK, factor=1.5, size=100),
    CROSSES,
    LEANER,
    PER_ITEM,
    GROWS,
    PEAK_GROWS,
    BEHAVES,
)


def kind(claim: Claim) -> str:
    return claim.kind


def verdict(
    claim: Claim,
    *,
    rounds: Sequence[Round] = (),
    memory: Sequence[MemoryMeasurement] = (),
    sightings: Sequence[Sighting] = (),
    failures: Sequence[Failure] = (),
    left_out: Sequence[LeftOut] = (),
) -> Verdict:
    """The verdict on a pair's only claim."""
    record = PairRecord(
        definition=a_definition(claim),
        rounds=tuple(rounds),
        memory=tuple(memory),
        sightings=tuple(sightings),
        failures=tuple(failures),
        left_out=tuple(left_out),
    )
    (only,) = judge(record).verdicts
    return only


def crossing(ratios: Mapping[int, Sequence[float]]) -> list[Round]:
    return [each for size, at in ratios.items() for each in rounds_with(at, size=size)]


def timed(calls_s: Mapping[int, float], *, count: int = 5) -> list[Round]:
    """Rounds of the alternative alone, with its seconds per call at each size."""
    return [
        a_round({QUICK: [call_s] * 3}, size=size, number=number)
        for size, call_s in calls_s.items()
        for number in range(1, count + 1)
    ]


def traced(peaks: Mapping[int, int]) -> list[MemoryMeasurement]:
    return [a_memory(QUICK, size=size, peaks=(peak, peak)) for size, peak in peaks.items()]


def retaining(
    slow: tuple[int, int], quick: tuple[int, int], *, base: int = 5_000
) -> list[MemoryMeasurement]:
    """Results that keep between so many bytes for each item, beside what does not grow."""
    return [
        a_memory(variant, size=size, retained=(base + low * size, base + high * size))
        for variant, (low, high) in ((SLOW, slow), (QUICK, quick))
        for size in (100, 100_000)
    ]


def items_of(memory: Sequence[MemoryMeasurement]) -> tuple[ItemMemory, ...]:
    return item_memory(a_definition(PER_ITEM), memory)


@pytest.mark.parametrize(
    ("factor", "outcome", "place"),
    [(1.5, CONFIRMED, "above"), (3.0, REFUTED, "below"), (2.0, INCONCLUSIVE, "around")],
)
def test_faster_is_decided_by_the_whole_interval(
    factor: float, outcome: Outcome, place: str
) -> None:
    """A variant about twice as fast is surely 1.5 times, surely not 3 times, perhaps 2 times."""
    found = verdict(Faster(variant=QUICK, factor=factor, size=100), rounds=rounds_with(TWICE))

    assert found.outcome is outcome
    assert f"{place} the bound of {factor:.2f}" in found.reason
    assert found.reason.startswith("2.00 (1.96 to 2.04)")
    assert found.estimate is not None
    assert found.estimate.value == pytest.approx(2.0, rel=0.01)


@pytest.mark.parametrize(
    ("factor", "outcome"), [(2.5, CONFIRMED), (1.5, REFUTED), (2.0, INCONCLUSIVE)]
)
def test_costs_allows_a_variant_to_be_slower(factor: float, outcome: Outcome) -> None:
    """A variant that takes twice as long costs at most 2.5 times, but not at most 1.5 times."""
    rounds = rounds_with([1 / ratio for ratio in TWICE])

    found = verdict(Costs(variant=QUICK, factor=factor, size=100), rounds=rounds)

    assert found.outcome is outcome
    assert "the bound of" in found.reason


def test_a_faster_variant_costs_less_than_any_bound() -> None:
    """At most 1.1 times as long holds for one that takes half the time."""
    found = verdict(Costs(variant=QUICK, factor=1.1, size=100), rounds=rounds_with(TWICE))

    assert found.outcome is CONFIRMED


def test_too_few_rounds_decide_nothing() -> None:
    """Two rounds of a factor of ten are still too few, and the reason says how many there were."""
    found = verdict(FASTER, rounds=rounds_with([10.0] * 2))

    assert found.outcome is INCONCLUSIVE
    assert "too few rounds (2)" in found.reason
    assert found.estimate is not None


def test_an_interval_close_to_the_bound_is_too_close_to_call() -> None:
    """Within 2 % on both sides, more rounds would not make the answer matter."""
    near = verdict(
        Faster(variant=QUICK, factor=2.0, size=100), rounds=rounds_with([1.985, 2.015] * 10)
    )
    wide = verdict(Faster(variant=QUICK, factor=2.0, size=100), rounds=rounds_with([1.8, 2.2] * 10))

    assert (near.outcome, wide.outcome) == (INCONCLUSIVE, INCONCLUSIVE)
    assert near.reason.endswith("too close to call: within 2% of the bound of 2.00")
    assert wide.reason.endswith("around the bound of 2.00")


def test_a_claim_looks_at_its_own_size_and_variant() -> None:
    """What another alternative does, or the same one at another size, is no evidence."""
    definition = a_definition(
        Faster(variant="quick", factor=1.5, size=1_000),
        Faster(variant="quicker", factor=1.5, size=1_000),
        goods=("quick", "quicker"),
    )
    rounds = [
        a_round({SLOW: [slow_s], "quick": [1.0], "quicker": [quicker_s]}, size=size, number=number)
        for size, slow_s, quicker_s in ((100, 9.0, 1.0), (1_000, 1.0, 0.5))
        for number in range(1, 9)
    ]

    found = judge(PairRecord(definition=definition, rounds=tuple(rounds))).verdicts

    assert [each.outcome for each in found] == [REFUTED, CONFIRMED]


def test_a_crossing_is_confirmed_by_both_ends() -> None:
    """Surely slower at the smallest size, surely faster at the largest, with the place between."""
    found = verdict(CROSSES, rounds=crossing({100: [0.1] * 8, 100_000: [10.0] * 8}))

    assert found.outcome is CONFIRMED
    assert found.reason.startswith("they cross near 3,162")


@pytest.mark.parametrize(("first", "last"), [(1.5, 10.0), (0.1, 0.5), (5.0, 0.2)])
def test_a_crossing_is_refuted_by_one_end(first: float, last: float) -> None:
    """Faster from the start, slower to the end, or the other way round is not what was claimed."""
    found = verdict(CROSSES, rounds=crossing({100: [first] * 8, 100_000: [last] * 8}))

    assert found.outcome is REFUTED
    assert "do not cross" in found.reason


def test_a_crossing_with_an_undecided_end_is_inconclusive() -> None:
    """An interval around 1 at one end leaves the claim open."""
    unsure = [0.8, 1.3] * 4

    found = verdict(CROSSES, rounds=crossing({100: unsure, 100_000: [10.0] * 8}))

    assert found.outcome is INCONCLUSIVE
    assert "an interval holds 1" in found.reason


@pytest.mark.parametrize(("first", "last"), [(1.0, 10.0), (0.1, 1.0)])
def test_an_end_that_is_equal_is_on_no_side(first: float, last: float) -> None:
    """Rounds that all say 1 say neither that they cross nor that they do not."""
    found = verdict(CROSSES, rounds=crossing({100: [first] * 8, 100_000: [last] * 8}))

    assert found.outcome is INCONCLUSIVE
    assert "an interval holds 1" in found.reason


def test_a_pair_of_several_cores_has_a_wider_margin() -> None:
    """Within 5 % of a bound it is too close to call, where other pairs have 2 %."""
    claim = Faster(variant=QUICK, factor=2.0, size=100)
    definition = a_definition(claim, parallel=True)

    (found,) = judge(
        PairRecord(definition=definition, rounds=tuple(rounds_with([1.96, 2.04] * 10)))
    ).verdicts

    assert found.reason.endswith("too close to call: within 5% of the bound of 2.00")


def test_a_crossing_says_which_end_is_missing() -> None:
    """The smallest size where that one was left out, else the largest."""
    cells = {size: LeftOut(cell=Cell(pair=PAIR, size=size), stage=Stage.TIME) for size in SIZES}

    for missing, there in ((100, 100_000), (100_000, 100)):
        found = verdict(CROSSES, rounds=crossing({there: [2.0] * 8}), left_out=[cells[missing]])

        assert f"the time at {missing:,}" in found.reason


def test_a_crossing_takes_enough_rounds_at_both_ends() -> None:
    """One end with too few rounds is enough to decide nothing."""
    found = verdict(CROSSES, rounds=crossing({100: [0.1] * 8, 100_000: [10.0] * 2}))

    assert found.outcome is INCONCLUSIVE
    assert "too few rounds" in found.reason


def test_nothing_is_leaner_than_something() -> None:
    """There is no ratio to what allocates nothing, and no doubt about it."""
    found = verdict(LEANER, memory=[a_memory(SLOW), a_memory(QUICK, peaks=(0, 0))])

    assert (found.outcome, found.estimate) == (CONFIRMED, None)
    assert found.reason == "it allocates nothing, and slow does"


@pytest.mark.parametrize("claim", [LEANER, PER_ITEM, PEAK_GROWS])
def test_memory_that_is_not_traced_decides_nothing(claim: Claim) -> None:
    """Whatever the traced part of it says, and with the reason."""
    memory = [
        replace(a_memory(name, size=size, peaks=(size, size)), unseen_bytes=size * 8_000)
        for name in (SLOW, QUICK)
        for size in SIZES
    ]

    found = verdict(claim, memory=memory)

    assert found.outcome is INCONCLUSIVE
    assert "that memray does not see" in found.reason


@pytest.mark.parametrize(
    ("peaks", "outcome", "place"),
    [
        ((1_000, 1_000), CONFIRMED, "above"),
        ((1_500, 1_500), CONFIRMED, "above"),
        ((1_501, 1_501), REFUTED, "below"),
        ((1_400, 1_600), INCONCLUSIVE, "around"),
    ],
)
def test_leaner_is_decided_exactly(peaks: tuple[int, int], outcome: Outcome, place: str) -> None:
    """Half the peak is enough for twice as lean, a byte more is not, a range around it is open."""
    memory = [a_memory(SLOW, peaks=(3_000, 3_000)), a_memory(QUICK, peaks=peaks)]

    found = verdict(LEANER, memory=memory)

    assert found.outcome is outcome
    assert f"{place} the bound of 2.00" in found.reason


@pytest.mark.parametrize(
    ("slow", "quick", "outcome"),
    [
        ((120, 120), (50, 50), CONFIRMED),
        ((120, 120), (80, 80), REFUTED),
        ((120, 120), (55, 65), INCONCLUSIVE),
    ],
)
def test_leaner_per_item_compares_slopes(
    slow: tuple[int, int], quick: tuple[int, int], outcome: Outcome
) -> None:
    """What does not grow with the items does not count, and both slopes are named."""
    found = verdict(PER_ITEM, memory=retaining(slow, quick))

    assert found.outcome is outcome
    assert found.reason.startswith("120.0 against ")
    assert "bytes an item" in found.reason
    assert found.estimate is not None


def test_a_baseline_that_keeps_nothing_has_no_ratio_for_each_item_either() -> None:
    """Nothing is leaner than nothing, and no number says by how much."""
    found = verdict(PER_ITEM, memory=retaining((0, 0), (50, 50)))

    assert found.outcome is INCONCLUSIVE
    assert "keeps nothing for each item" in found.reason


def test_the_ratio_for_each_item_is_as_wide_as_both_slopes_allow() -> None:
    """Its least is the least of the baseline over the most of the variant."""
    memory = retaining((110, 130), (50, 60))
    slopes = {each.variant: each.retained_bytes for each in items_of(memory)}

    found = verdict(PER_ITEM, memory=memory)

    assert found.estimate is not None
    assert found.estimate.low == slopes[SLOW].low / slopes[QUICK].high
    assert found.estimate.high == slopes[SLOW].high / slopes[QUICK].low
    assert found.estimate.value == pytest.approx(120 / 55)


def test_a_result_that_keeps_nothing_has_no_ratio_for_each_item() -> None:
    """A generator keeps no bytes for an item: dividing by that would say nothing."""
    found = verdict(PER_ITEM, memory=retaining((120, 120), (0, 0)))

    assert found.outcome is INCONCLUSIVE
    assert "keeps nothing for each item" in found.reason


def test_bytes_for_each_item_take_two_sizes() -> None:
    """One size alone has no slope."""
    found = verdict(PER_ITEM, memory=[a_memory(SLOW), a_memory(QUICK)])

    assert found.outcome is INCONCLUSIVE
    assert "not measured" in found.reason


@pytest.mark.parametrize(
    ("order", "outcome"), [(Order.LINEAR, CONFIRMED), (Order.QUADRATIC, REFUTED)]
)
def test_growth_of_time_is_decided_by_the_fit(order: Order, outcome: Outcome) -> None:
    """Linear data confirm n and refute n**2, and the reason says what was found."""
    rounds = timed({size: 1e-7 * size for size in SIZES})

    found = verdict(Grows(variant=QUICK, order=order), rounds=rounds)

    assert found.outcome is outcome
    assert "it grows like n;" in found.reason
    assert "the time grows as n to the 1.00" in found.reason
    assert found.estimate is not None


@pytest.mark.parametrize(
    ("order", "outcome"), [(Order.LINEAR, CONFIRMED), (Order.CONSTANT, REFUTED)]
)
def test_growth_of_the_peak_is_decided_by_the_fit(order: Order, outcome: Outcome) -> None:
    """A peak of 56 bytes an item is linear, not constant."""
    memory = traced({size: 5_000 + 56 * size for size in SIZES})

    found = verdict(PeakGrows(variant=QUICK, order=order), memory=memory)

    assert found.outcome is outcome
    assert "it grows like n;" in found.reason
    assert "the peak memory grows as n to the" in found.reason


def test_a_peak_of_nothing_is_constant() -> None:
    """A variant that allocates nothing at any size does not grow, and breaks no logarithm."""
    found = verdict(
        PeakGrows(variant=QUICK, order=Order.CONSTANT), memory=traced(dict.fromkeys(SIZES, 0))
    )

    assert found.outcome is CONFIRMED


def test_growth_of_time_looks_at_the_fastest_slices() -> None:
    """Sizes are measured at different moments: a busy machine at some of them is not growth."""
    rounds = [
        a_round({QUICK: [1e-7 * size * off for off in (1, busy, busy)]}, size=size, number=number)
        for size, busy in zip(SIZES, (5, 1, 5, 1), strict=True)
        for number in range(1, 6)
    ]

    assert verdict(GROWS, rounds=rounds).outcome is CONFIRMED


CLOSE = {1_000: 1_000, 1_200: 1_200, 1_500: 1_500, 2_000: 2_000}
"""Four sizes within a factor of two, at which n and n log n look alike."""


def test_growth_that_is_too_close_to_call_is_inconclusive() -> None:
    """The orders still in the race are named."""
    found = verdict(PEAK_GROWS, memory=traced(CLOSE))

    assert found.outcome is INCONCLUSIVE
    assert "too close to call between" in found.reason
    assert "n log n" in found.reason


def test_growth_outside_all_candidates_is_refuted() -> None:
    """Whichever of the close ones it is, it is not constant."""
    found = verdict(PeakGrows(variant=QUICK, order=Order.CONSTANT), memory=traced(CLOSE))

    assert found.outcome is REFUTED
    assert "it is one of" in found.reason


def test_growth_that_fits_nothing_is_inconclusive() -> None:
    """A peak that goes up and down says nothing about any order."""
    peaks = dict(zip(SIZES, (1_000, 1_000_000, 1_000, 1_000_000), strict=True))

    found = verdict(PEAK_GROWS, memory=traced(peaks))

    assert found.outcome is INCONCLUSIVE
    assert "no order fits" in found.reason


@pytest.mark.parametrize(
    ("variant", "passed", "outcome"),
    [
        (QUICK, True, CONFIRMED),
        (QUICK, False, REFUTED),
        (SLOW, False, CONFIRMED),
        (SLOW, True, REFUTED),
    ],
)
def test_behaviour_is_decided_by_what_was_seen(
    variant: str, *, passed: bool, outcome: Outcome
) -> None:
    """The good variant must pass and the baseline must fail; what was seen is in the reason."""
    claim = Behaves(variant=variant, check="keeps_order", expected_to_pass=variant == QUICK)
    seen = Sighting(check="keeps_order", variant=variant, passed=passed, seen="the basket is ['a']")

    found = verdict(claim, sightings=[seen])

    assert found.outcome is outcome
    assert "passed" in found.reason if passed else "failed" in found.reason
    assert "the basket is ['a']" in found.reason


def test_a_sighting_of_another_check_is_no_evidence() -> None:
    """Only the check that the claim names counts, on the variant that it names."""
    others = [
        Sighting(check="other", variant=QUICK, passed=True, seen=""),
        Sighting(check="keeps_order", variant=SLOW, passed=True, seen=""),
    ]

    assert verdict(BEHAVES, sightings=others).outcome is INCONCLUSIVE


@pytest.mark.parametrize("claim", EACH_KIND, ids=kind)
def test_nothing_measured_is_inconclusive_with_a_reason(claim: Claim) -> None:
    """A claim without evidence is neither confirmed nor refuted."""
    found = verdict(claim)

    assert found.claim == claim
    assert found.outcome is INCONCLUSIVE
    assert found.reason
    assert found.estimate is None


@pytest.mark.parametrize("claim", EACH_KIND, ids=kind)
def test_what_cannot_run_here_is_inconclusive(claim: Claim) -> None:
    """The reason is the one that the pair gives."""
    definition = a_definition(claim, unavailable={QUICK: "needs Python 3.14"})

    (found,) = judge(PairRecord(definition=definition)).verdicts

    assert found.outcome is INCONCLUSIVE
    assert found.reason == "not available here: needs Python 3.14"


@pytest.mark.parametrize("claim", [FASTER, LEANER, CROSSES], ids=kind)
@pytest.mark.parametrize("variant", [QUICK, SLOW])
def test_a_failure_of_either_side_is_the_reason(claim: Claim, variant: str) -> None:
    """The reader learns who failed, how, where and with which words."""
    failure = a_failure(variant, trouble=Trouble.HUNG, message="no answer in 20 s")

    found = verdict(claim, failures=[failure])

    assert found.outcome is INCONCLUSIVE
    assert found.reason == f"{variant} hung at 100: no answer in 20 s"


@pytest.mark.parametrize("claim", [GROWS, PEAK_GROWS], ids=kind)
def test_a_failure_at_the_largest_size_explains_missing_growth(claim: Claim) -> None:
    """With three sizes left there is nothing to fit, and the reason says what happened."""
    sizes = dict.fromkeys(SIZES[:3], 1_000)
    failure = a_failure(size=SIZES[-1], trouble=Trouble.DIED, message="killed by signal 9")

    found = verdict(claim, rounds=timed(sizes), memory=traced(sizes), failures=[failure])

    assert found.outcome is INCONCLUSIVE
    assert found.reason == "quick died at 100,000: killed by signal 9"


def test_a_failure_in_a_behaviour_check_is_the_reason() -> None:
    """A check that hangs has shown nothing."""
    failure = a_failure(stage=Stage.BEHAVIOUR, trouble=Trouble.HUNG, message="no answer in 20 s")

    found = verdict(BEHAVES, failures=[failure])

    assert found.outcome is INCONCLUSIVE
    assert found.reason == "quick hung: no answer in 20 s"


def test_a_failure_of_another_alternative_is_not_the_reason() -> None:
    """What happened to somebody else explains nothing here."""
    found = verdict(FASTER, failures=[a_failure("quicker")])

    assert found.outcome is INCONCLUSIVE
    assert "quicker" not in found.reason


def test_a_failure_at_another_size_does_not_spoil_what_was_measured() -> None:
    """A claim about 100 items stands, though the variant died at a million."""
    found = verdict(FASTER, rounds=rounds_with(TWICE), failures=[a_failure(size=100_000)])

    assert found.outcome is CONFIRMED


def test_a_wrong_pair_is_not_judged() -> None:
    """Results that are not equal at one size keep the whole pair from being measured."""
    failure = a_failure(
        "quicker", size=10_000, trouble=Trouble.WRONG, message="results differ at item 3"
    )

    found = verdict(FASTER, failures=[failure])

    assert found.outcome is INCONCLUSIVE
    assert found.reason == "the pair was not measured: results differ at item 3"


@pytest.mark.parametrize(
    ("claim", "stage", "size"),
    [
        (Faster(variant=QUICK, factor=2.0, size=100_000), Stage.TIME, 100_000),
        (CROSSES, Stage.TIME, 100_000),
        (GROWS, Stage.TIME, 100_000),
        (Leaner(variant=QUICK, factor=2.0, size=100_000), Stage.MEMORY, 100_000),
        (PEAK_GROWS, Stage.MEMORY, 100_000),
    ],
)
def test_a_size_that_was_left_out_is_the_reason(claim: Claim, stage: Stage, size: int) -> None:
    """A quick run says which size it passed over, and at which stage."""
    left_out = LeftOut(cell=Cell(pair=PAIR, size=size), stage=stage)

    found = verdict(claim, rounds=rounds_with([0.1] * 8), left_out=[left_out])

    assert found.outcome is INCONCLUSIVE
    assert f"the quick run leaves out the {stage} at {size:,}" in found.reason


def test_leaving_out_the_tracing_is_no_reason_for_a_missing_time() -> None:
    """Each stage answers for itself."""
    left_out = LeftOut(cell=Cell(pair=PAIR, size=100), stage=Stage.MEMORY)

    assert "quick run" not in verdict(FASTER, left_out=[left_out]).reason


def test_every_claim_has_its_verdict_in_the_order_of_the_pair() -> None:
    """No claim is passed over, whatever was measured."""
    definition = a_definition(*EACH_KIND)

    found = judge(PairRecord(definition=definition, rounds=tuple(rounds_with(TWICE)))).verdicts

    assert tuple(each.claim for each in found) == EACH_KIND


def test_findings_hold_what_the_report_shows() -> None:
    """Ratios, durations, memory, slopes, growth and crossovers are there besides the verdicts."""
    rounds = [
        each
        for size in SIZES
        for each in rounds_with([size / 3_000] * 5, size=size, quick_s=1e-7 * size)
    ]
    memory = [
        a_memory(variant, size=size, peaks=(peak * size, peak * size))
        for variant, peak in ((SLOW, 80), (QUICK, 40))
        for size in SIZES
    ]

    found = judge(PairRecord(definition=a_definition(), rounds=tuple(rounds), memory=tuple(memory)))

    assert [each.cell.size for each in found.evidence.times] == list(SIZES)
    assert len(found.evidence.durations) == 2 * len(SIZES)
    assert [each.peak.value for each in found.evidence.memory] == [2.0] * len(SIZES)
    assert {each.variant: each.peak_bytes.value for each in found.evidence.items} == {
        SLOW: 80,
        QUICK: 40,
    }
    assert {name: each.order for name, each in found.evidence.time_growth.items()} == {
        SLOW: Order.QUADRATIC,
        QUICK: Order.LINEAR,
    }
    assert {each.order for each in found.evidence.peak_growth.values()} == {Order.LINEAR}
    assert [each.size for each in found.evidence.crossovers] == [pytest.approx(3_000)]


def test_growth_over_single_rounds_is_inconclusive() -> None:
    """One round at each size is too few to name an order."""
    rounds = timed({size: 1e-7 * size for size in SIZES}, count=1)

    found = verdict(GROWS, rounds=rounds)

    assert found.outcome is INCONCLUSIVE
    assert "too few rounds" in found.reason


def test_a_variant_that_fails_after_some_rounds_is_not_judged_by_them() -> None:
    """A failure in the midst of the rounds is what the reason tells."""
    found = verdict(
        FASTER,
        rounds=rounds_with([10.0] * 8, size=FASTER.size),
        failures=[a_failure(size=FASTER.size, stage=Stage.TIME, message="was ended by SIGSEGV")],
    )

    assert found.outcome is INCONCLUSIVE
    assert "SIGSEGV" in found.reason


def test_a_failure_elsewhere_does_not_explain_a_missing_time() -> None:
    """A behaviour or a trace that failed is no reason why there is no time."""
    for stage in (Stage.BEHAVIOUR, Stage.MEMORY):
        found = verdict(FASTER, failures=[a_failure(size=FASTER.size, stage=stage)])

        assert found.reason == "it was not measured"


def test_growth_names_the_failure_at_any_of_its_sizes() -> None:
    """A size in the middle that failed is why there is no growth."""
    rounds = timed({size: 1e-7 * size for size in SIZES if size != SIZES[1]})

    found = verdict(GROWS, rounds=rounds, failures=[a_failure(size=SIZES[1])])

    assert "division by zero" in found.reason
