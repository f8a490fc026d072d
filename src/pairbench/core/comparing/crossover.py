"""Where two variants cross: the size at which the faster one changes."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from pairbench.core.comparing.comparison import TimeComparison

_Point: TypeAlias = tuple[float, float]
"""The logarithms of a size and of a ratio, or of one of its bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossover:
    """The size at which a variant's ratio passes 1, read off between measured sizes.

    ``low`` lies behind the last size before it at which the whole interval of the ratio is on the
    one side of 1, ``high`` ahead of the first size after it at which it is on the other; None
    where no measured size is that certain. Between measured sizes nobody knows the ratio: how far
    it may bend there is told by how far it bends beside them, and where no other size tells, the
    end is the measured size itself. simulations/test_crossover.py holds them to 97 %.
    """

    variant: str
    size: float
    low: float | None
    high: float | None


def find_crossover(comparisons: Sequence[TimeComparison]) -> Crossover | None:
    """The last size at which the ratio of one variant passes 1, or None when it never does."""
    ordered = sorted(comparisons, key=lambda each: each.cell.size)
    values = [point for point in _points(ordered, lambda each: each.ratio.value) if point[1] != 0]
    crossed = [pair for pair in pairwise(values) if pair[0][1] * pair[1][1] < 0]
    if not crossed:
        return None
    before, after = crossed[-1]
    # Upwards from here on: a ratio that falls is one over a ratio that rises.
    sign = 1.0 if after[1] > 0 else -1.0
    bounds = [
        _points(ordered, lambda each: each.ratio.low),
        _points(ordered, lambda each: each.ratio.high),
    ]
    lower, upper = (
        [(x, sign * y) for x, y in points] for points in (bounds if sign > 0 else bounds[::-1])
    )
    mirrored = [(-x, -y) for x, y in reversed(lower)]
    low = _earliest(upper, before[0])
    high = _earliest(mirrored, -after[0])
    size = _zero(before, after)
    return Crossover(
        variant=ordered[0].variant,
        size=math.exp(size),
        low=None if low is None else math.exp(min(low, size)),
        high=None if high is None else math.exp(max(-high, size)),
    )


def _points(
    ordered: Sequence[TimeComparison], bound: Callable[[TimeComparison], float]
) -> list[_Point]:
    """On logarithmic axes a power law is a straight line."""
    return [(math.log(each.cell.size), math.log(bound(each))) for each in ordered]


def _earliest(upper: Sequence[_Point], crossed: float) -> float | None:
    """Where a rising curve whose upper bounds these are may pass 0 first.

    It passes after the last point before ``crossed`` that lies below 0. From there to the next one
    it is a straight line, or as bent as the lines to its neighbours, drawn on, allow.
    """
    below = [at for at, (x, y) in enumerate(upper) if x <= crossed and y < 0]
    if not below:
        return None
    at = below[-1]
    start, end = upper[at], upper[at + 1]
    drawn_on = []
    if at > 0:
        drawn_on.append(_drawn_on(start, _slope(upper[at - 1], start)))
    if at + 2 < len(upper):
        drawn_on.append(_drawn_on(end, _slope(end, upper[at + 2])))
    if not drawn_on:
        return start[0]
    straight = _zero(start, end)
    # A curve that bends one way lies beyond both lines, so that the nearer one is the limit.
    return max(start[0], max((each for each in drawn_on if each < straight), default=straight))


def _slope(start: _Point, end: _Point) -> float:
    return (end[1] - start[1]) / (end[0] - start[0])


def _zero(start: _Point, end: _Point) -> float:
    return start[0] - start[1] / _slope(start, end)


def _drawn_on(through: _Point, slope: float) -> float:
    """Where a line through a point passes 0; one that does not rise, as far off as can be."""
    x, y = through
    return x - y / slope if slope > 0 else math.copysign(math.inf, -y)
