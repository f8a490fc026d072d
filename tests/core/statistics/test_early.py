"""What few rounds can state."""

import math

import pytest

from pairbench.core.statistics.early import (
    FEWEST,
    LEVELS_APART,
    spare_error,
    stated_interval,
    widening,
)
from pairbench.core.statistics.sequential import Monitor, first_verdict, monitored_interval

STRICT = Monitor(alpha=0.0006, cap=60)
QUICK = Monitor(alpha=0.1, cap=5)


def test_the_range_is_moved_out_by_a_multiple_of_itself() -> None:
    """Four rounds of a quick run: the share of 3.75 % that the look at four has makes 0.87."""
    values = [2.0, 2.2, 2.1, 2.3]

    interval = stated_interval(values, QUICK)

    reach = 0.3 * ((0.0375 / 2) ** (-1 / 3) / 2 - 1)
    assert (interval.low, interval.high) == pytest.approx((2.0 - reach, 2.3 + reach))
    assert interval.value == monitored_interval(values, QUICK).value
    assert interval.level == 0.9


def test_rounds_that_agree_are_moved_out_by_the_distance_of_two_levels() -> None:
    """They may all have hit one of two levels on which whole processes run."""
    interval = stated_interval([2.0, 2.0, 2.0, 2.0], STRICT)

    assert (interval.low, interval.high) == (2.0 - LEVELS_APART, 2.0 + LEVELS_APART)


def test_a_range_that_is_moved_out_too_far_is_not_stated() -> None:
    """From 39 times as fast nobody wants to hear "3 to 500": four rounds wait for a fifth."""
    values = [3.60, 3.68, 3.66, 3.64]

    assert stated_interval(values, STRICT) == monitored_interval(values, STRICT)
    assert stated_interval([*values, 3.63, 3.65, 3.66], STRICT).level == 1 - STRICT.alpha


@pytest.mark.parametrize("n", [1, 2])
def test_one_and_two_rounds_state_nothing(n: int) -> None:
    """Below the fewest it is the range that decides nothing."""
    assert stated_interval([5.0] * n, STRICT) == monitored_interval([5.0] * n, STRICT)
    assert n < FEWEST


def test_three_rounds_state_a_range() -> None:
    """They are the fewest that do."""
    assert stated_interval([2.0] * FEWEST, STRICT).level == 1 - STRICT.alpha


def test_a_range_that_is_moved_out_by_the_most_is_stated() -> None:
    """What a reader takes is a bound that is allowed, and nothing beyond it."""
    agreeing = [2.0] * 4

    assert stated_interval(agreeing, STRICT, widest=LEVELS_APART).level == 1 - STRICT.alpha
    assert stated_interval(agreeing, STRICT, widest=0.99 * LEVELS_APART) == monitored_interval(
        agreeing, STRICT
    )


@pytest.mark.parametrize("monitor", [STRICT, QUICK, Monitor(alpha=0.01, cap=60)])
def test_the_signed_rank_interval_takes_over(monitor: Monitor) -> None:
    """From the first round on at which there is one, it is what is stated."""
    values = [1.0 + 0.01 * (number % 7) for number in range(first_verdict(monitor))]

    assert stated_interval(values, monitor) == monitored_interval(values, monitor)


def test_more_rounds_are_moved_out_by_less() -> None:
    """Each round that agrees makes a miss less likely; in the end the range itself is enough."""
    factors = [widening(n, 1e-6) for n in range(FEWEST, 22)]

    assert factors == sorted(factors, reverse=True)
    assert factors[0] == pytest.approx(499.0)
    assert factors[-1] == 0.0


@pytest.mark.parametrize(
    ("monitor", "spare"),
    [
        (Monitor(alpha=0.0006, cap=60), 0.0001),
        (Monitor(alpha=0.01, cap=60), 0.0001),
        (Monitor(alpha=0.1, cap=5), 0.1 - 2.0**-4),
        (Monitor(alpha=0.02, cap=8), 0.0002),
    ],
)
def test_the_looks_share_what_the_ranks_leave(monitor: Monitor, spare: float) -> None:
    """To the next stored level, or a hundredth, or what a single look at all rounds leaves."""
    assert math.isclose(spare_error(monitor), spare)
