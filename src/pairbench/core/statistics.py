"""Estimates with their intervals, from rounds; nothing here knows what the numbers mean.

A round yields one number for a comparison: a robust average over its blocks of the logarithm of
baseline time over variant time. The interval over rounds is that of the Wilcoxon signed-rank test
(Hodges and Lehmann 1963; Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd
edition, section 3.3): it asks of the rounds only that they be independent and symmetric.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ALPHA = 0.01
"""The chance of error that an interval aims at."""

TRIMMED = 0.2
"""The share of a round's blocks that is cut off at each end before averaging."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with the interval that holds the truth with the probability ``level``.

    A level of 1 says that the bounds are exact, not that they were estimated.
    """

    value: float
    low: float
    high: float
    level: float


def trimmed_mean(values: Sequence[float], share: float = TRIMMED) -> float:
    """The mean of what is left when ``share`` of the values is cut off at each end."""
    ordered = sorted(values)
    cut = int(len(ordered) * share)
    return float(np.mean(ordered[cut : len(ordered) - cut]))


def signed_rank_interval(values: Sequence[float], alpha: float = ALPHA) -> Estimate:
    """The Hodges-Lehmann estimate of the centre of ``values`` with its exact interval.

    Where there are too few values for ``alpha``, the interval is their range, and the level says
    how little that is worth: 1 - 2/2**n, which is 0 for a single value.

    Raises:
        ValueError: there are no values.
    """
    if not len(values):
        raise ValueError("no values to estimate from")
    n = len(values)
    data = np.asarray(values, dtype=float)
    first, second = np.triu_indices(n)
    walsh = np.sort((data[first] + data[second]) / 2)
    tail = _lower_tail(n)
    outside = max(0, int(np.searchsorted(2 * tail, alpha, side="right")) - 1)
    return Estimate(
        value=float(np.median(walsh)),
        low=float(walsh[outside]),
        high=float(walsh[len(walsh) - 1 - outside]),
        level=max(0.0, float(1 - 2 * tail[outside])),
    )


def exponential(estimate: Estimate) -> Estimate:
    """The estimate of a ratio from that of its logarithm."""
    return Estimate(
        value=float(np.exp(estimate.value)),
        low=float(np.exp(estimate.low)),
        high=float(np.exp(estimate.high)),
        level=estimate.level,
    )


def _lower_tail(n: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """P(W <= w) for w = 0, 1, … of the signed-rank statistic of n values.

    Every subset of the ranks 1…n is equally likely to be the positive ones.
    """
    ways = np.zeros(n * (n + 1) // 2 + 1)
    ways[0] = 1.0
    for rank in range(1, n + 1):
        ways[rank:] = ways[rank:] + ways[: len(ways) - rank]
    return np.cumsum(ways) / 2.0**n
