"""What a machine can find in a given time, from rounds that were measured on identical code.

Rounds are drawn anew from the measured ones, with random signs, because identical code has no
side: the truth is then known, and any difference can be added to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pairbench.core.statistics.sequential import Monitor, boundary, monitored_interval, spread

DRAWS = 400
"""Comparisons that are drawn for each difference that is tried."""

POWER = 0.95
"""The share of the draws in which a difference must be found to count as found."""

LARGEST = 0.5
"""Logarithmic differences beyond this are not searched for."""

STEPS = 9
"""Halvings of the range of differences: the answer is good to a thousandth."""

SEED = 20_240_229

Logs = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What so many rounds can find, and what they can rule out, as logarithms of a ratio."""

    found: float
    ruled_out: float


def reach(logs: Sequence[float], rounds: int, monitor: Monitor) -> Reach:
    """The reach of a comparison that ends after so many rounds, at most the monitor's cap.

    ``found`` is the smallest difference that 95 % of the comparisons find; ``ruled_out`` the
    smallest that 95 % of the comparisons of identical code can exclude at their end.
    """
    rng = np.random.default_rng(SEED)
    drawn = rng.choice(np.abs(np.asarray(logs)), (DRAWS, rounds))
    drawn *= rng.choice(np.array([-1.0, 1.0]), drawn.shape)
    low, high = 0.0, LARGEST
    for _ in range(STEPS):
        middle = (low + high) / 2
        enough = _found_share(drawn + middle, boundary(monitor)) >= POWER
        low, high = (low, middle) if enough else (middle, high)
    ends = [monitored_interval([float(each) for each in row], monitor) for row in drawn]
    bounds = [max(abs(each.low), abs(each.high)) for each in ends]
    return Reach(found=high, ruled_out=float(np.quantile(bounds, POWER)))


def _found_share(drawn: Logs, critical: float) -> float:
    """The share of comparisons that call a difference at any of their rounds.

    The signed-rank statistic of n values is the sum of the signs of all sums of two of them,
    each with itself included.
    """
    statistic = np.zeros(len(drawn))
    found = np.zeros(len(drawn), dtype=bool)
    for number in range(drawn.shape[1]):
        sums = drawn[:, : number + 1] + drawn[:, number : number + 1]
        statistic += np.sign(sums).sum(axis=1)
        found |= np.abs(statistic) >= critical * spread(number + 1)
    return float(found.mean())
