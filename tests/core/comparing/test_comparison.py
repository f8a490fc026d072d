"""Variants against their baseline."""

import math
from dataclasses import replace

import pytest

from pairbench.core.comparing.comparison import (
    Difference,
    Standing,
    call_durations,
    compare_memory,
    compare_times,
    item_memory,
    standing,
)
from pairbench.core.comparing.comparison import difference as difference_of
from pairbench.core.records.measurement import Conditions
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.sequential import Monitor
from tests.builders import QUICK, SLOW, a_definition, a_memory, a_round, rounds_with

QUICK_LOOK = {100: Monitor(alpha=0.1, cap=5)}
"""Five rounds at a level of 90 %."""


def difference(ratios: list[float], *, parallel: bool = False) -> Difference:
    """How rounds with these ratios compare."""
    definition = a_definition(parallel=parallel)
    (comparison,) = compare_times(definition, rounds_with(ratios), QUICK_LOOK)
    return comparison.difference


def test_a_ratio_is_the_baseline_over_the_variant() -> None:
    """A variant that takes half the time has the ratio 2, whatever the order of the runs."""
    rounds = [a_round({QUICK: [0.001] * 3, SLOW: [0.002] * 3}, number=n) for n in range(1, 9)]

    (comparison,) = compare_times(a_definition(), rounds, {})

    assert (comparison.variant, comparison.cell.size) == (QUICK, 100)
    assert comparison.ratio.value == pytest.approx(2.0)
    assert comparison.round_ratios == pytest.approx([2.0] * 8)
    assert comparison.difference is Difference.FASTER


@pytest.mark.parametrize(
    ("ratios", "expected"),
    [
        ([1.10, 1.12, 1.15, 1.11, 1.13], Difference.FASTER),
        ([0.90, 0.88, 0.85, 0.89, 0.87], Difference.SLOWER),
        ([1.00, 1.01, 0.99, 1.015, 0.985], Difference.SAME),
        ([1.005, 1.006, 1.007, 1.008, 1.009], Difference.SAME),
        ([0.95, 1.10, 1.01, 0.99, 1.05], Difference.UNDECIDED),
    ],
)
def test_the_whole_interval_decides(ratios: list[float], expected: Difference) -> None:
    """Above 1 is faster, below is slower, within 2 % the same, anything else is undecided."""
    assert difference(ratios) is expected


def test_a_parallel_pair_has_a_wider_margin() -> None:
    """Its rounds spread further, so 4 % is still the same."""
    ratios = [1.03, 1.04, 1.035, 1.045, 1.04]

    assert difference(ratios) is Difference.FASTER
    assert difference(ratios, parallel=True) is Difference.SAME


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [(1, Difference.UNDECIDED), (4, Difference.UNDECIDED), (5, Difference.FASTER)],
)
def test_few_rounds_decide_nothing(rounds: int, expected: Difference) -> None:
    """However equal they are, a difference of a tenth needs the rounds for an interval at 90 %."""
    assert difference([1.1] * rounds) is expected


def test_a_slow_spell_that_hits_both_cancels_exactly() -> None:
    """Neighbours are divided first: a machine ten times as slow in some blocks changes nothing."""
    spell = [1.0, 1.0, 10.0, 10.0, 3.0, 1.0]
    rounds = [
        a_round({SLOW: [0.003 * s for s in spell], QUICK: [0.002 * s for s in spell]}, number=n)
        for n in range(1, 9)
    ]

    (comparison,) = compare_times(a_definition(), rounds, {})

    assert comparison.round_ratios == pytest.approx([1.5] * 8)


def test_neighbours_are_divided_before_anything_is_averaged() -> None:
    """A spell in one block and an outlier in another are one outlier, and trimmed as such."""
    slow, quick = [2.0, 2.0, 2.0, 20.0, 8.0], [1.0, 1.0, 1.0, 10.0, 1.0]

    (comparison,) = compare_times(a_definition(), [a_round({SLOW: slow, QUICK: quick})], {})

    assert comparison.round_ratios == pytest.approx([2.0])


def test_a_block_disturbed_on_one_side_is_trimmed() -> None:
    """One block in five may be anything without moving its round."""
    rounds = [a_round({SLOW: [0.002] * 5, QUICK: [0.001] * 4 + [0.5]}, number=1)]

    (comparison,) = compare_times(a_definition(), rounds, {})

    assert comparison.round_ratios == pytest.approx([2.0])


def test_every_alternative_is_compared_at_every_size() -> None:
    """Each has its own comparison; the baseline has none with itself."""
    definition = a_definition(goods=("quick", "quicker"))
    values_s = {"slow": [4.0], "quick": [2.0], "quicker": [1.0]}
    rounds = [a_round(values_s, size=size) for size in (10, 100)]

    found = compare_times(definition, rounds, {})

    assert {(each.variant, each.cell.size): each.ratio.value for each in found} == pytest.approx(
        {("quick", 10): 2.0, ("quicker", 10): 4.0, ("quick", 100): 2.0, ("quicker", 100): 4.0}
    )


def test_only_rounds_with_both_sides_count() -> None:
    """A variant that was timed alone is not compared with anything."""
    alone = [a_round({QUICK: [1.0]}, number=1), a_round({SLOW: [1.0]}, number=2)]
    together = a_round({SLOW: [3.0], QUICK: [1.0]}, number=3)

    assert compare_times(a_definition(), alone, {}) == ()
    (comparison,) = compare_times(a_definition(), [*alone, together], {})
    assert comparison.round_ratios == pytest.approx([3.0])


def test_spoilt_rounds_are_left_out_and_counted() -> None:
    """A round during which the machine slept has no say, whichever side it favours."""
    asleep = Conditions(wall_s=1.0, suspended_s=0.5)
    rounds = [a_round({SLOW: [3.0], QUICK: [1.0]}, number=number) for number in (1, 2)]
    spoilt = replace(a_round({SLOW: [9.0], QUICK: [1.0]}, number=3), conditions=asleep)

    (comparison,) = compare_times(a_definition(), [*rounds, spoilt], {})

    assert comparison.round_ratios == pytest.approx([3.0, 3.0])
    assert comparison.spoilt == 1


def test_the_level_is_that_of_the_monitor() -> None:
    """What was fixed before the first round decides how wide the interval is."""
    rounds = rounds_with([1.1 + 0.001 * number for number in range(30)])

    (loose,) = compare_times(a_definition(), rounds, {100: Monitor(alpha=0.05, cap=30)})
    (strict,) = compare_times(a_definition(), rounds, {100: Monitor(alpha=0.001, cap=300)})

    assert (loose.ratio.level, strict.ratio.level) == (0.95, 0.999)
    assert strict.ratio.low < loose.ratio.low < loose.ratio.high < strict.ratio.high


def test_a_call_takes_what_its_typical_block_takes() -> None:
    """The blocks of a round are averaged robustly, and its fastest slice is kept beside it."""
    rounds = [a_round({SLOW: [0.002, 0.002, 0.002, 0.0019, 0.5]}, number=n) for n in range(1, 9)]

    (duration,) = call_durations(rounds)

    assert (duration.variant, duration.cell.size) == (SLOW, 100)
    assert duration.seconds.value == pytest.approx(0.002)
    assert duration.by_round_s == pytest.approx([0.002] * 8)
    assert duration.fastest_by_round_s == (0.0019,) * 8


def test_durations_are_told_apart_by_variant_and_size() -> None:
    """The baseline has its durations too, one for each size."""
    rounds = [a_round({SLOW: [0.002 * size], QUICK: [0.001 * size]}, size=size) for size in (1, 10)]

    found = call_durations(rounds)

    assert {(each.variant, each.cell.size): each.seconds.value for each in found} == pytest.approx(
        {(SLOW, 1): 0.002, (QUICK, 1): 0.001, (SLOW, 10): 0.02, (QUICK, 10): 0.01}
    )


def test_exact_memory_has_an_exact_ratio() -> None:
    """Equal figures in every process leave no interval; above 1 the variant is leaner."""
    memory = [
        a_memory(SLOW, peaks=(3_000, 3_000), retained=(100, 100)),
        a_memory(QUICK, peaks=(1_000, 1_000), retained=(200, 200)),
    ]

    (comparison,) = compare_memory(a_definition(), memory)

    assert comparison.variant == QUICK
    assert comparison.peak == Estimate(value=3.0, low=3.0, high=3.0, level=1.0)
    assert comparison.retained == Estimate(value=0.5, low=0.5, high=0.5, level=1.0)


def test_figures_that_differ_give_the_widest_range() -> None:
    """The bounds are the worst and the best that the two ranges allow."""
    memory = [a_memory(SLOW, peaks=(2_000, 4_000)), a_memory(QUICK, peaks=(500, 1_000))]

    (comparison,) = compare_memory(a_definition(), memory)

    assert (comparison.peak.low, comparison.peak.high) == (2.0, 8.0)
    assert comparison.peak.value == pytest.approx(4.0)
    assert comparison.peak.level == 1.0


@pytest.mark.parametrize(
    ("base", "mine", "expected"), [(0, 0, 1.0), (1_000, 0, math.inf), (0, 1_000, 0.0)]
)
def test_nothing_is_divided_by_nothing(base: int, mine: int, expected: float) -> None:
    """Both at zero are equal; something against nothing is infinitely more."""
    memory = [a_memory(SLOW, peaks=(base, base)), a_memory(QUICK, peaks=(mine, mine))]

    (comparison,) = compare_memory(a_definition(), memory)

    assert comparison.peak == Estimate(value=expected, low=expected, high=expected, level=1.0)


def test_a_range_without_an_end_has_its_beginning_for_a_value() -> None:
    """A variant that took nothing in one process is at least as much leaner as in the other."""
    memory = [a_memory(SLOW, peaks=(1_000, 1_000)), a_memory(QUICK, peaks=(0, 500))]

    (comparison,) = compare_memory(a_definition(), memory)

    assert comparison.peak == Estimate(value=2.0, low=2.0, high=math.inf, level=1.0)


def test_memory_is_compared_within_a_size_only() -> None:
    """A variant whose baseline was not traced at its size has no comparison there."""
    memory = [a_memory(SLOW, size=10), a_memory(QUICK, size=10), a_memory(QUICK, size=100)]

    found = compare_memory(a_definition(), memory)

    assert [each.cell.size for each in found] == [10]


def test_what_does_not_grow_cancels_in_bytes_for_each_item() -> None:
    """An interpreter of 5 MB beside 56 bytes an item leaves 56."""
    memory = [
        a_memory(
            SLOW,
            size=size,
            peaks=(5_000_000 + 56 * size,) * 2,
            retained=(700 + 8 * size,) * 2,
        )
        for size in (100_000, 100, 1_000)
    ]

    (items,) = item_memory(a_definition(), memory)

    assert items.variant == SLOW
    assert items.peak_bytes == Estimate(value=56.0, low=56.0, high=56.0, level=1.0)
    assert items.retained_bytes == Estimate(value=8.0, low=8.0, high=8.0, level=1.0)


def test_figures_that_differ_give_a_range_of_bytes_for_each_item() -> None:
    """The steepest and the flattest slope that the ranges allow are the bounds."""
    memory = [
        a_memory(SLOW, size=10, peaks=(100, 120)),
        a_memory(SLOW, size=20, peaks=(300, 340)),
    ]

    (items,) = item_memory(a_definition(), memory)

    assert items.peak_bytes == Estimate(value=21.0, low=18.0, high=24.0, level=1.0)


def test_bytes_for_each_item_are_those_between_the_smallest_and_the_largest_size() -> None:
    """A size in between does not count, and sizes may be traced in any order."""
    memory = [
        a_memory(SLOW, size=size, peaks=(peak, peak))
        for size, peak in ((20, 900), (30, 300), (10, 100))
    ]

    (items,) = item_memory(a_definition(), memory)

    assert items.peak_bytes.value == 10.0


def test_one_size_has_no_slope() -> None:
    """Bytes for each item take two sizes of the same variant."""
    memory = [a_memory(SLOW, size=10), a_memory(QUICK, size=100)]

    assert item_memory(a_definition(), memory) == ()


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1 / 1.02, 1.02, Difference.SAME),
        (1 / 1.021, 1.0, Difference.UNDECIDED),
        (1.0, 1.021, Difference.UNDECIDED),
        (1.001, 1.021, Difference.FASTER),
        (0.97, 0.999, Difference.SLOWER),
        (0.97, 1.0, Difference.UNDECIDED),
    ],
)
def test_an_end_on_the_margin_is_within_it(low: float, high: float, expected: Difference) -> None:
    """And an end on 1 is on neither side of it."""
    assert difference_of(Estimate(value=1.0, low=low, high=high, level=0.9), 0.02) is expected
    below = Estimate(value=1.0, low=low, high=high, level=0.899)
    assert difference_of(below, 0.02) is Difference.UNDECIDED


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (2.0, 3.0, Standing.ABOVE),
        (1.0, 2.0, Standing.OPEN),
        (1.0, 1.99, Standing.BELOW),
        (2.0 / 1.02, 2.0 * 1.02, Standing.TOO_CLOSE),
        (2.0 / 1.021, 2.0, Standing.OPEN),
        (1.99, 2.0 * 1.021, Standing.OPEN),
    ],
)
def test_a_bound_that_is_reached_is_kept(low: float, high: float, expected: Standing) -> None:
    """A ratio of 2 is at least twice; what ends on the margin is within it."""
    assert standing(Estimate(value=2.0, low=low, high=high, level=0.99), 2.0, 0.02) is expected
