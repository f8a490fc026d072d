"""Intervals that hold at every look."""

import math
from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest

from pairbench.core.statistics.boundaries import BOUNDARIES
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.sequential import (
    UNDECIDED,
    Monitor,
    boundary,
    evidence_against,
    first_verdict,
    is_tabulated,
    monitored_interval,
    smallest_alpha,
    tabulated_cap,
)

ONE_PERCENT = Monitor(alpha=0.01, cap=60)
FIVE_PERCENT = Monitor(alpha=0.05, cap=60)
SMALL = Monitor(alpha=0.1, cap=5)


def rounds(n: int, seed: int = 20_240_501) -> list[float]:
    return [float(value) for value in np.random.default_rng(seed).standard_t(3, size=n)]


def surplus(values: Sequence[float], bound: float) -> int:
    """T as its definition has it."""
    averages = [(a + b) / 2 for i, a in enumerate(values) for b in values[i:]]
    return sum(each > bound for each in averages) - sum(each < bound for each in averages)


def spread(n: int) -> float:
    return math.sqrt(n * (n + 1) * (2 * n + 1) / 6)


@pytest.mark.parametrize(
    ("monitor", "n"),
    [
        *((ONE_PERCENT, n) for n in (13, 14, 20, 37, 60)),
        *((FIVE_PERCENT, n) for n in (9, 10, 13, 20, 37, 60)),
        *((Monitor(alpha=0.1, cap=12), n) for n in (7, 9, 12)),
    ],
)
def test_the_interval_is_what_the_test_does_not_reject(monitor: Monitor, n: int) -> None:
    """Just inside either end T stays below the boundary, and just outside it reaches it."""
    values = rounds(n)
    critical = boundary(monitor) * spread(n)

    interval = monitored_interval(values, monitor)

    assert abs(surplus(values, interval.low + 1e-9)) < critical
    assert abs(surplus(values, interval.high - 1e-9)) < critical
    assert surplus(values, interval.low - 1e-9) >= critical
    assert surplus(values, interval.high + 1e-9) <= -critical
    assert interval.level == 1 - monitor.alpha


def test_the_estimate_is_the_median_average() -> None:
    """The pseudo-median of Hodges and Lehmann, worked out by hand: of 2, 2.5, 3, 4.5, 5, 7."""
    assert monitored_interval([2.0, 3.0, 7.0], ONE_PERCENT).value == 3.75


def test_five_rounds_at_ten_percent_give_their_range() -> None:
    """All of five agree by chance in 2 of 32 runs, and four do in 2 of 16, which is too many."""
    interval = monitored_interval([3.0, 1.0, 5.0, 2.0, 4.0], SMALL)

    assert interval == Estimate(value=3.0, low=1.0, high=5.0, level=0.9)
    assert first_verdict(SMALL) == 5
    assert 10 / math.sqrt(30) < boundary(SMALL) <= 15 / math.sqrt(55)


def ever_misses(values: Sequence[float], monitor: Monitor) -> bool:
    """Whether the interval at any look leaves 0 out."""
    looks = range(first_verdict(monitor), len(values) + 1)
    intervals = (monitored_interval(values[:n], monitor) for n in looks)
    return any(not each.low <= 0 <= each.high for each in intervals)


def test_the_chance_of_ever_missing_is_counted_over_all_orders_and_signs() -> None:
    """Of six rounds with looks at five and six, 34 in 384 miss the truth, and 36 would be enough.

    Which size comes last matters; the order of the first five does not, as none is looked at.
    """
    monitor = Monitor(alpha=0.1, cap=6)
    sizes = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
    runs = [
        [sign * size for sign, size in zip(signs, order, strict=True)]
        for order in (
            sizes[:last] + sizes[last + 1 :] + sizes[last : last + 1] for last in range(6)
        )
        for signs in product((-1, 1), repeat=6)
    ]

    assert first_verdict(monitor) == 5
    assert len(runs) == 384
    assert sum(ever_misses(run, monitor) for run in runs) == 34


@pytest.mark.parametrize(
    ("alpha", "cap", "first"),
    [
        (0.05, 60, 9),
        (0.01, 60, 13),
        (0.001, 60, 18),
        (0.01, 8, 8),
        (0.001, 8, 9),
        (0.0001, 12, 13),
    ],
)
def test_the_first_verdict_comes_when_there_is_an_interval(
    alpha: float, cap: int, first: int
) -> None:
    """Too small a cap for the level never has one, which is said as one round more than it has."""
    monitor = Monitor(alpha=alpha, cap=cap)

    assert first_verdict(monitor) == first
    for n in range(1, cap + 1):
        assert (monitored_interval(rounds(n), monitor).level >= 0.9) == (n >= first)


def test_a_range_without_backing_decides_nothing() -> None:
    """Before the first verdict the level is that of the range, held down below any that decides."""
    levels = [monitored_interval(rounds(n), ONE_PERCENT).level for n in range(1, 13)]

    assert levels == [0.0, 0.5, 0.75] + [UNDECIDED] * 9


def test_one_round_is_its_own_range() -> None:
    """A single value is an interval at level 0."""
    assert monitored_interval([7.0], SMALL) == Estimate(value=7.0, low=7.0, high=7.0, level=0.0)


def test_more_rounds_make_a_narrower_interval() -> None:
    """The width falls about as the root of the rounds, on the average of many runs."""
    runs = [rounds(60, seed) for seed in range(40)]

    def width(n: int) -> float:
        intervals = [monitored_interval(run[:n], ONE_PERCENT) for run in runs]
        return float(np.mean([each.high - each.low for each in intervals]))

    widths = [width(n) for n in (14, 20, 30, 60)]

    assert all(wide > narrow for wide, narrow in pairwise(widths))
    assert widths[-1] < widths[1] / math.sqrt(3)


def test_shifted_rounds_shift_the_interval() -> None:
    """Nothing but the place of the values has changed."""
    values = rounds(20)
    interval = monitored_interval(values, ONE_PERCENT)

    shifted = monitored_interval([value + 2.5 for value in values], ONE_PERCENT)

    assert shifted.value == pytest.approx(interval.value + 2.5)
    assert (shifted.low, shifted.high) == pytest.approx((interval.low + 2.5, interval.high + 2.5))


def test_exchanged_sides_mirror_the_interval() -> None:
    """Baseline and variant swapped: every sign changes, and the bounds change places."""
    values = rounds(20)
    interval = monitored_interval(values, ONE_PERCENT)

    mirrored = monitored_interval([-value for value in values], ONE_PERCENT)

    assert (mirrored.low, mirrored.value, mirrored.high) == pytest.approx(
        (-interval.high, -interval.value, -interval.low)
    )


def test_equal_rounds_give_a_point() -> None:
    """Values without any spread are no reason to fail."""
    interval = monitored_interval([0.5] * 20, ONE_PERCENT)

    assert (interval.low, interval.value, interval.high) == (0.5, 0.5, 0.5)


@pytest.mark.parametrize("bound", [-1.0, 0.0, 0.02, 3.0])
def test_the_evidence_is_the_standardised_statistic(bound: float) -> None:
    """|T| over its standard deviation, whichever side it speaks for."""
    values = rounds(15)

    assert evidence_against(values, bound) == abs(surplus(values, bound)) / spread(15)


def test_averages_on_the_bound_speak_for_neither_side() -> None:
    """Of -1, 0, 0.5, 1, 1.5 and 2 three lie above 0.5 and two below."""
    assert evidence_against([-1.0, 1.0, 2.0], 0.5) == pytest.approx(1 / spread(3))
    assert evidence_against([1.0, 1.0], 1.0) == 0.0


@pytest.mark.parametrize("n", [13, 20, 41])
def test_a_bound_is_left_out_when_the_evidence_reaches_the_boundary(n: int) -> None:
    """A scheduler that watches the evidence stops where the interval does."""
    values = rounds(n)
    interval = monitored_interval(values, ONE_PERCENT)

    for bound in np.linspace(min(values) - 1, max(values) + 1, 41):
        outside = not interval.low <= bound <= interval.high
        assert outside == (evidence_against(values, float(bound)) >= boundary(ONE_PERCENT))


def test_no_rounds_give_no_interval() -> None:
    """An estimate out of nothing is an error, not a number."""
    with pytest.raises(ValueError, match="no values"):
        monitored_interval([], ONE_PERCENT)
    with pytest.raises(ValueError, match="no values"):
        evidence_against([], 0.0)


def test_rounds_beyond_the_cap_are_refused() -> None:
    """The boundary was made for the cap, and nothing is promised after it."""
    with pytest.raises(ValueError, match="61 rounds"):
        monitored_interval(rounds(61), ONE_PERCENT)


def test_levels_and_caps_beyond_the_table_are_refused() -> None:
    """There is nothing on the safe side of the last entries."""
    with pytest.raises(ValueError, match="301 rounds"):
        boundary(Monitor(alpha=0.01, cap=301))
    with pytest.raises(ValueError, match="level 5e-05"):
        boundary(Monitor(alpha=0.00005, cap=60))


@pytest.mark.parametrize(
    ("alpha", "cap", "stored"),
    [
        (0.0025, 60, (0.002, 60)),
        (0.5, 60, (0.1, 60)),
        (0.01, 61, (0.01, 80)),
        (0.03, 3, (0.02, 5)),
        (math.nextafter(0.01, 0.0), 60, (0.01, 60)),
    ],
)
def test_between_entries_the_safer_one_is_taken(
    alpha: float, cap: int, stored: tuple[float, int]
) -> None:
    """The next smaller alpha and the next larger cap; a rounding error is not a smaller alpha."""
    assert boundary(Monitor(alpha=alpha, cap=cap)) == BOUNDARIES[stored[1]][stored[0]]


@pytest.mark.parametrize(
    ("alpha", "cap", "there"),
    [
        (0.01, 0, False),
        (0.01, 1, True),
        (0.01, 300, True),
        (0.01, 301, False),
        (0.0001, 60, True),
        (math.nextafter(0.0001, 0.0), 60, True),
        (0.00009, 60, False),
    ],
)
def test_the_table_knows_what_it_holds(alpha: float, cap: int, *, there: bool) -> None:
    """From one round to its most, down to its smallest level; rounding is no smaller level."""
    assert is_tabulated(Monitor(alpha=alpha, cap=cap)) is there


@pytest.mark.parametrize(("rounds_wanted", "cap"), [(1, 5), (5, 5), (9, 10), (60, 60), (999, 300)])
def test_a_wish_for_rounds_becomes_a_stored_cap(rounds_wanted: int, cap: int) -> None:
    """The next larger one, so that no level is given away; the largest for any more."""
    assert tabulated_cap(rounds_wanted) == cap


def test_the_table_says_how_strict_it_gets() -> None:
    """One error in ten thousand."""
    assert smallest_alpha() == 0.0001


def test_the_table_rises_with_the_cap_and_with_the_strictness() -> None:
    """More looks and a smaller chance of error both ask for more evidence."""
    for row in BOUNDARIES.values():
        assert list(row) == sorted(row, reverse=True)
        assert list(row.values()) == sorted(row.values())
    for alpha in BOUNDARIES[60]:
        column = [row[alpha] for row in BOUNDARIES.values() if math.isfinite(row[alpha])]
        assert column == sorted(column)


def test_the_table_is_infinite_only_where_agreement_is_too_likely() -> None:
    """All of n rounds agree by chance in one run of 2**(n - 1)."""
    for cap, row in BOUNDARIES.items():
        for alpha, bound in row.items():
            assert math.isinf(bound) == (2.0 ** (1 - cap) > alpha)


@pytest.mark.parametrize(("alpha", "published"), [(0.05, 2.62), (0.01, 3.09), (0.001, 3.64)])
def test_sixty_rounds_have_the_boundaries_of_an_independent_simulation(
    alpha: float, published: float
) -> None:
    """400,000 runs by other code gave these to two decimals."""
    assert boundary(Monitor(alpha=alpha, cap=60)) == pytest.approx(published, abs=0.03)
