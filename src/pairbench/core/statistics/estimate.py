"""Estimates and robust averages; nothing here knows what the numbers mean.

A round yields one number for a comparison: the trimmed mean over its blocks of the logarithm of
baseline time over variant time.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import numpy as np

ALPHA = 0.01
"""The chance of error that an interval aims at."""

MIN_LEVEL = 0.90
"""An interval with less than this level decides nothing."""

TRIMMED = 0.2
"""The share of a round's blocks that is cut off at each end before averaging."""

NORMAL = 1.4826
"""The standard deviation of a normal distribution is so many times its median deviation."""

Values = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with the interval that holds the truth with the probability ``level``.

    A level of 1 says that the bounds are exact, not that they were estimated.
    """

    value: float
    low: float
    high: float
    level: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval may decide something."""
        return self.level >= MIN_LEVEL


def trimmed_mean(values: Values, share: float = TRIMMED) -> float:
    """The mean of what is left when ``share`` of the values is cut off at each end."""
    cut = int(len(values) * share)
    return float(np.sort(values)[cut : len(values) - cut].mean())


def robust_spread(deviations: Iterable[float]) -> float:
    """The standard deviation of values that lie about 0, hardly moved by outliers.

    Rousseeuw and Croux 1993, Alternatives to the Median Absolute Deviation.

    Raises:
        StatisticsError: there are no values.
    """
    return NORMAL * median(abs(each) for each in deviations)


def inverse(ratio: Estimate) -> Estimate:
    """The estimate of the ratio the other way round; that of nothing is infinite."""
    value, low, high = (
        1 / each if each else math.inf for each in (ratio.value, ratio.high, ratio.low)
    )
    return Estimate(value=value, low=low, high=high, level=ratio.level)


def exponential(estimate: Estimate) -> Estimate:
    """The estimate of a ratio from that of its logarithm."""
    return Estimate(
        value=float(np.exp(estimate.value)),
        low=float(np.exp(estimate.low)),
        high=float(np.exp(estimate.high)),
        level=estimate.level,
    )
