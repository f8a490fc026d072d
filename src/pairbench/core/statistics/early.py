"""What few rounds can state already, where they lie far from where the answer changes.

Before the signed-rank interval is backed, the range of the rounds is, once both its ends are moved
out by a multiple of its width. It asks a little more of the rounds: that they are symmetric about
the truth and get rarer away from it. Then n values lie all on one side of the truth, and at least k
times their range away from it, with at most the chance (2 (1 + k)) ** -(n - 1), which is what the
uniform distribution gives (after Blachman and Machol 1987, Confidence intervals based on one or
more observations; simulations/test_early.py holds other distributions to it). The chances of the
looks add up to what the signed-rank intervals leave of the monitor's alpha.
"""

import math
from collections.abc import Sequence

from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.sequential import (
    Monitor,
    first_verdict,
    monitored_interval,
    rank_error,
)

FEWEST = 3
"""Two rounds say nothing of how far rounds lie apart that a third could not belie."""

LEVELS_APART = math.log(1.15)
"""Whole processes can run on two levels so far apart: rounds that all hit one of them agree, and
are off by as much. The range is moved out by this at least."""

WIDEST = math.log(1.5)
"""A range that would have to be moved out by more is not stated: a reader wants to know how far the
variants are apart, not only on which side of a bound, and a few rounds more say it."""

SPARE = 0.01
"""What the tables leave of alpha at least: two standard errors were added to every chance in them,
and what came out was rounded up."""


def stated_interval(
    values: Sequence[float], monitor: Monitor, *, widest: float = WIDEST
) -> Estimate:
    """The interval that a comparison may be judged by after these rounds.

    It misses the truth at any look up to the cap with at most the chance ``monitor.alpha``. Only
    what readers expect of one limits how far the range is moved out: to ask on which side of a
    bound the truth lies, ``widest`` may be infinite.

    Raises:
        ValueError: there are no values, or more than the boundary was made for.
    """
    ranked = monitored_interval(values, monitor)
    first = first_verdict(monitor)
    if not FEWEST <= len(values) < first:
        return ranked
    low, high = min(values), max(values)
    chance = spare_error(monitor) / (first - FEWEST)
    reach = max(LEVELS_APART, widening(len(values), chance) * (high - low))
    if reach > widest:
        return ranked
    return Estimate(value=ranked.value, low=low - reach, high=high + reach, level=1 - monitor.alpha)


def widening(n: int, chance: float) -> float:
    """By how many times the range of n values both ends move out, to miss with this chance."""
    return max(0.0, float(chance ** (-1 / (n - 1))) / 2 - 1)


def spare_error(monitor: Monitor) -> float:
    """What the signed-rank intervals leave of alpha."""
    return max(monitor.alpha - rank_error(monitor), SPARE * monitor.alpha)
