"""Estimates with their intervals."""

from itertools import product

import numpy as np
import pytest

from pairbench.core.statistics import Estimate, exponential, signed_rank_interval, trimmed_mean


def holds(estimate: Estimate, truth: float) -> bool:
    return estimate.low <= truth <= estimate.high


def test_six_values_at_95_percent_give_their_range() -> None:
    """The table allows none of 21 averages outside: the level is 1 - 2/64."""
    estimate = signed_rank_interval([3.0, 1.0, 6.0, 2.0, 5.0, 4.0], alpha=0.05)

    assert estimate == Estimate(value=3.5, low=1.0, high=6.0, level=1 - 2 / 64)


def test_ten_values_at_99_percent_leave_three_averages_out_at_each_end() -> None:
    """The table's critical value for n = 10 is 3, so the fourth smallest average is the bound."""
    values = [2.0**power for power in range(10)]
    averages = sorted((a + b) / 2 for i, a in enumerate(values) for b in values[i:])

    estimate = signed_rank_interval(values, alpha=0.01)

    assert (estimate.low, estimate.high) == (averages[3], averages[-4])
    assert estimate.level == 1 - 2 * 5 / 1024


@pytest.mark.parametrize(
    ("n", "alpha", "critical"),
    [(6, 0.05, 0), (7, 0.05, 2), (8, 0.05, 3), (8, 0.01, 0), (10, 0.05, 8), (20, 0.05, 52)],
)
def test_the_bounds_are_those_of_the_published_tables(n: int, alpha: float, critical: int) -> None:
    """The two-sided critical value says how many averages lie outside."""
    values = [2.0**power for power in range(n)]
    averages = sorted((a + b) / 2 for i, a in enumerate(values) for b in values[i:])

    estimate = signed_rank_interval(values, alpha=alpha)

    assert (estimate.low, estimate.high) == (averages[critical], averages[-1 - critical])


@pytest.mark.parametrize("alpha", [0.5, 0.2, 0.05, 0.01])
@pytest.mark.parametrize("n", range(1, 9))
def test_the_level_is_the_share_of_sign_patterns_whose_interval_holds_zero(
    n: int, alpha: float
) -> None:
    """Were the centre 0, every pattern of signs would be equally likely: count them all."""
    sizes = [2.0**power for power in range(n)]
    patterns = [
        [sign * size for sign, size in zip(signs, sizes, strict=True)]
        for signs in product((-1, 1), repeat=n)
    ]

    estimates = [signed_rank_interval(pattern, alpha=alpha) for pattern in patterns]

    assert sum(holds(each, 0.0) for each in estimates) / len(patterns) == estimates[0].level


def test_a_level_that_is_met_exactly_is_enough() -> None:
    """An error of 4/64 asked for is an error of 4/64 had, with one average left out."""
    estimate = signed_rank_interval([1.0, 2.0, 4.0, 8.0, 16.0, 32.0], alpha=4 / 64)

    assert estimate.level == 1 - 4 / 64
    assert (estimate.low, estimate.high) == (1.5, 24.0)


def test_few_values_say_how_little_they_are_worth() -> None:
    """Too few for the level asked for: the interval is their range, the level what that holds."""
    levels = {n: signed_rank_interval(range(n), alpha=0.01).level for n in range(1, 9)}

    assert levels == {n: 1 - 2 / 2**n for n in range(1, 9)}


def test_one_value_decides_nothing() -> None:
    """A single value is its own interval, at level 0."""
    assert signed_rank_interval([7.0]) == Estimate(value=7.0, low=7.0, high=7.0, level=0.0)


def test_no_values_give_no_estimate() -> None:
    """An estimate out of nothing is an error, not a number."""
    with pytest.raises(ValueError, match="no values"):
        signed_rank_interval([])


def test_the_order_of_the_values_does_not_matter() -> None:
    """Only what was measured counts, not when."""
    values = [0.3, -1.2, 4.0, 0.9, 2.2, -0.4, 1.7]

    assert signed_rank_interval(values) == signed_rank_interval(sorted(values))


def test_one_wild_value_hardly_moves_the_estimate() -> None:
    """The centre stays within the other values, where a mean would be far away."""
    estimate = signed_rank_interval([1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 900.0])

    assert 1.0 < estimate.value < 1.8


@pytest.mark.parametrize("n", [5, 10])
def test_the_interval_holds_a_known_truth_as_often_as_it_says(n: int) -> None:
    """Simulated rounds with heavy tails around a known centre, and never a claim to more."""
    rng = np.random.default_rng(20_240_501)
    truth = 0.25
    trials = 3_000

    estimates = [
        signed_rank_interval([truth + 0.03 * off for off in rng.standard_t(3, size=n)])
        for _ in range(trials)
    ]

    level = estimates[0].level
    chance = 3 * (level * (1 - level) / trials) ** 0.5
    assert sum(holds(each, truth) for each in estimates) / trials == pytest.approx(
        level, abs=chance
    )


def test_a_trimmed_mean_does_not_see_outliers() -> None:
    """Two of ten blocks at each end may be anything."""
    assert trimmed_mean([-1e9, 0.0, 1, 2, 3, 4, 5, 6, 1e9, 1e9]) == 3.5


def test_a_trimmed_mean_sees_what_is_not_cut_off() -> None:
    """A third outlier on the same side of ten is inside, and counts."""
    assert trimmed_mean([1, 2, 3, 4, 5, 6, 7, 600, 600, 600]) == 625 / 6


def test_a_trimmed_mean_of_few_values_is_their_mean() -> None:
    """One in five of fewer than five is nobody."""
    assert trimmed_mean([1.0, 2.0, 3.0, 10.0]) == 4.0


def test_the_share_to_cut_off_can_be_chosen() -> None:
    """With nothing cut off it is the mean."""
    assert trimmed_mean([0, 0, 0, 0, 10], share=0.0) == 2.0


def test_a_ratio_comes_from_its_logarithm_with_its_level() -> None:
    """Value and bounds are raised, the level stays."""
    logarithm = Estimate(value=0.0, low=float(np.log(0.5)), high=float(np.log(4)), level=0.95)

    ratio = exponential(logarithm)

    assert (ratio.value, ratio.low, ratio.high) == pytest.approx((1.0, 0.5, 4.0))
    assert ratio.level == 0.95
