"""Estimates and robust averages."""

from statistics import StatisticsError

import numpy as np
import pytest

from pairbench.core.statistics.estimate import (
    Estimate,
    exponential,
    inverse,
    robust_spread,
    trimmed_mean,
)


def test_the_trimmed_mean_leaves_out_a_fifth_at_each_end() -> None:
    """Two of ten values may be anything on either side."""
    values = np.array([-1e9, -1e9, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 1e9, 1e9])

    assert trimmed_mean(values) == pytest.approx(3.0)


def test_few_values_are_not_trimmed() -> None:
    """A fifth of four values is none."""
    assert trimmed_mean(np.array([1.0, 2.0, 3.0, 10.0])) == pytest.approx(4.0)


def test_the_order_of_the_values_does_not_matter() -> None:
    """Values are cut by size, not by place."""
    values = np.array([5.0, 1.0, 100.0, 2.0, 3.0])

    assert trimmed_mean(values) == trimmed_mean(np.sort(values)) == pytest.approx(10 / 3)


def test_the_spread_is_that_of_a_normal_distribution() -> None:
    """Of many normal values it is their standard deviation, and a few outliers hardly move it."""
    values = np.random.default_rng(3).normal(0.0, 0.02, 5_000)
    with_outliers = [*map(float, values), *[1e9] * 50]

    assert robust_spread(map(float, values)) == pytest.approx(0.02, rel=0.05)
    assert robust_spread(with_outliers) == pytest.approx(0.02, rel=0.05)


def test_no_values_have_no_spread() -> None:
    """An estimate out of nothing is an error, not a number."""
    with pytest.raises(StatisticsError):
        robust_spread([])


def test_a_ratio_has_another_way_round() -> None:
    """Its low end becomes the high one, the level stays, and nothing becomes infinite."""
    ratio = Estimate(value=0.5, low=0.25, high=2.0, level=0.99)
    assert inverse(ratio) == Estimate(value=2.0, low=0.5, high=4.0, level=0.99)
    assert inverse(Estimate(value=0.0, low=0.0, high=1.0, level=1.0)).high == float("inf")


def test_a_ratio_comes_from_its_logarithm() -> None:
    """The bounds are those of the logarithm, and the level stays."""
    logs = Estimate(value=0.0, low=float(np.log(0.5)), high=float(np.log(2.0)), level=0.99)

    ratio = exponential(logs)

    assert (ratio.value, ratio.low, ratio.high) == pytest.approx((1.0, 0.5, 2.0))
    assert ratio.level == 0.99
