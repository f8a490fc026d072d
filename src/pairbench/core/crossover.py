"""Where two variants cross: the size at which the faster one changes."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pairbench.core.comparison import TimeComparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossover:
    """The size at which a variant's ratio passes 1, read off between measured sizes.

    ``low`` and ``high`` are where the bounds of the ratio's interval pass 1; None where a bound
    stays on one side within the sizes measured.
    """

    variant: str
    size: float
    low: float | None
    high: float | None


def find_crossover(comparisons: Sequence[TimeComparison]) -> Crossover | None:
    """The last size at which the ratio of one variant passes 1, or None when it never does."""
    ordered = sorted(comparisons, key=lambda each: each.cell.size)
    size = _passes_one(ordered, lambda each: each.ratio.value)
    if size is None:
        return None
    ends = [
        _passes_one(ordered, lambda each: each.ratio.low),
        _passes_one(ordered, lambda each: each.ratio.high),
    ]
    known = sorted(end for end in ends if end is not None)
    complete = len(known) == len(ends)
    return Crossover(
        variant=ordered[0].variant,
        size=size,
        low=known[0] if complete or (known and known[0] < size) else None,
        high=known[-1] if complete or (known and known[-1] > size) else None,
    )


def _passes_one(
    ordered: Sequence[TimeComparison], bound: Callable[[TimeComparison], float]
) -> float | None:
    """Interpolated on logarithmic axes, where a power law is a straight line."""
    points = [(math.log(each.cell.size), math.log(bound(each))) for each in ordered]
    passed = None
    for (low, before), (high, after) in pairwise(point for point in points if point[1] != 0):
        if before * after < 0:
            passed = math.exp(low + before / (before - after) * (high - low))
    return passed
