"""Intervals that hold at every look, so that a comparison may stop as soon as it is decided.

After each round Wilcoxon's signed-rank test is inverted (Hodges and Lehmann 1963; Hollander, Wolfe
and Chicken, Nonparametric Statistical Methods, 3rd edition, section 3.3): with the Walsh averages
(x_i + x_j) / 2, i <= j, and T(m) = those above m less those below, m is rejected when
|T(m)| / s_n >= c, s_n = sqrt(n (n + 1) (2n + 1) / 6). The interval is what is not rejected. The
boundary c is the same for every look, and so high that with the chance 1 - alpha no interval from
the first round to the cap misses the truth (constants simulated by simulations/boundaries.py). It
asks of the rounds that they be independent, and symmetric about the truth.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pairbench.core.statistics.boundaries import BOUNDARIES
from pairbench.core.statistics.estimate import Estimate

ROUNDING = 1e-9
"""What is forgiven to arithmetic where a statistic meets its boundary, or a level its table."""

MOST_ROUNDS = max(BOUNDARIES)
"""No error level holds for more rounds than this."""

UNDECIDED = 0.875
"""The most that is claimed for a range that the boundary does not back: too little for a verdict.

It is what the range of four values is worth in a single look. The range of more values is worth
more in one look, but it is looked at after every round.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """The error level and the most rounds, both fixed before the first round."""

    alpha: float
    cap: int


def monitored_interval(values: Sequence[float], monitor: Monitor) -> Estimate:
    """The Hodges-Lehmann estimate of the centre of ``values`` with its always-valid interval.

    While there are too few values for an interval, it is their range, at a level that decides
    nothing.

    Raises:
        ValueError: there are no values, or more than the boundary was made for.
    """
    if not len(values):
        raise ValueError("no values to estimate from")
    n = len(values)
    if n > monitor.cap:
        raise ValueError(f"{n} rounds, but the error level holds up to {monitor.cap} only")
    walsh = np.sort(_walsh_averages(values))
    outside = _left_out(n, boundary(monitor))
    level = 1 - monitor.alpha if outside >= 0 else min(1 - 2.0 ** (1 - n), UNDECIDED)
    outside = max(outside, 0)
    return Estimate(
        value=float(np.median(walsh)),
        low=float(walsh[outside]),
        high=float(walsh[len(walsh) - 1 - outside]),
        level=level,
    )


def evidence_against(values: Sequence[float], bound: float) -> float:
    """|T(bound)| / s_n: the interval leaves ``bound`` out once this reaches the boundary.

    An average equal to the bound speaks for neither side.

    Raises:
        ValueError: there are no values.
    """
    if not len(values):
        raise ValueError("no values to weigh")
    walsh = _walsh_averages(values)
    surplus = np.count_nonzero(walsh > bound) - np.count_nonzero(walsh < bound)
    return abs(int(surplus)) / spread(len(values))


def boundary(monitor: Monitor) -> float:
    """The stored boundary c; infinite where even rounds that all agree are too likely.

    Between the stored values it is that of the next larger cap and the next smaller alpha, which
    errs on the safe side.

    Raises:
        ValueError: the cap is larger, or alpha smaller, than any that is stored.
    """
    return _row(monitor)[_stored_alpha(monitor)]


def rank_error(monitor: Monitor) -> float:
    """The chance that an interval misses the truth at any look, at most.

    It is that of the stored boundary, save where the only interval is the range of all rounds up
    to the cap, which misses when all lie on one side.
    """
    if _left_out(monitor.cap, boundary(monitor)) == 0:
        return float(2.0 ** (1 - monitor.cap))
    return min(_stored_alpha(monitor), monitor.alpha)


def first_verdict(monitor: Monitor) -> int:
    """The fewest rounds at which there is an interval; ``cap + 1`` when there never is one."""
    bound = boundary(monitor)
    rounds = range(1, monitor.cap + 1)
    return next((n for n in rounds if _left_out(n, bound) >= 0), monitor.cap + 1)


def tabulated_cap(rounds: int) -> int:
    """The smallest stored cap that allows ``rounds``, or else the largest there is."""
    return min((cap for cap in BOUNDARIES if cap >= rounds), default=MOST_ROUNDS)


def is_tabulated(monitor: Monitor) -> bool:
    """Whether there is a boundary for its cap and its level."""
    if not 0 < monitor.cap <= MOST_ROUNDS:
        return False
    return min(_row(monitor)) <= monitor.alpha * (1 + ROUNDING)


def smallest_alpha() -> float:
    """The strictest error level that is stored."""
    return min(alpha for row in BOUNDARIES.values() for alpha in row)


def spread(n: int) -> float:
    """s_n, the standard deviation of T at the truth."""
    return math.sqrt(n * (n + 1) * (2 * n + 1) / 6)


def _row(monitor: Monitor) -> Mapping[float, float]:
    caps = [cap for cap in BOUNDARIES if cap >= monitor.cap]
    if not caps:
        raise ValueError(f"no boundary for {monitor.cap} rounds; the most is {MOST_ROUNDS}")
    return BOUNDARIES[min(caps)]


def _stored_alpha(monitor: Monitor) -> float:
    row = _row(monitor)
    alphas = [alpha for alpha in row if alpha <= monitor.alpha * (1 + ROUNDING)]
    if not alphas:
        raise ValueError(f"no boundary for the level {monitor.alpha}; the least is {min(row)}")
    return max(alphas)


def _walsh_averages(values: Sequence[float]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    data = np.asarray(values, dtype=float)
    first, second = np.triu_indices(len(data))
    averages: np.ndarray[tuple[int], np.dtype[np.float64]] = (data[first] + data[second]) / 2
    return averages


def _left_out(n: int, bound: float) -> int:
    """How many averages lie outside the interval at each end; -1 when there is no interval."""
    excess = n * (n + 1) / 2 - bound * spread(n)
    return max(-1, math.floor(excess / 2 + ROUNDING)) if math.isfinite(excess) else -1
