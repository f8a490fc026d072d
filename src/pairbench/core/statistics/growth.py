"""The order in which a figure grows with the problem size, or that it is too close to call.

An order stays in the race unless its best fit misses the figures by more than caches, allocators
and the noise of the rounds explain. An order is stated when it alone is left: a wrong one can be
stated only where the figures are further off than the rounds show.

What the rule cannot do: it knows the orders of ``Order`` alone, each with a constant term and, from
n**2 on, with a linear one; the square root of n is called something else, or nothing. Sizes that
are a factor of 2 or 3 apart seldom tell neighbouring orders apart. Of a machine that was slow
during every round of a size it knows nothing. And it speaks of the sizes that were measured: where
the largest of them leave a cache, the figure follows the cache.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np

from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.order import MIN_SIZES_FOR_GROWTH, Order

GROWTH_ERROR = 0.01
"""At most this often is a wrong order stated, or the true one not among the candidates;
simulations/test_growth.py holds the rule to it."""

TOLERANCE = 0.05
"""Without noise, a fit whose typical relative residual is within this is as good as any: no
function follows its order more closely than caches and allocators allow."""

NOISE_ALLOWANCE = 1.4
"""So many standard errors of a figure are allowed to a fit besides."""

WORST_FIT = 0.35
"""A fit that is further off than this describes nothing."""

RIVAL = 2.0
"""An order whose residual is within this factor of the best one's is still in the race."""

GROWING_SHARE = 0.5
"""At the largest size, at least this share of the figure must come from the growing term."""

MISSING_SLOPE = 0.3
"""With a linear term beside it, an order needs at least its own exponent less this at the end: a
linear function that leaves the cache would else pass for a square one, and so would a sort whose
comparisons the processor foresees as long as there are few (an exponent of 1.6 has been seen)."""

MIN_SAMPLES = 3
"""Fewer samples at a size show too little of their noise."""

ERROR_IN_SPREADS = 0.8
"""The standard error of the smallest sample, in distances from it to the second smallest: 0.7 of
their quadratic mean for three normal samples, 0.79 for six, 0.83 for ten, 0.85 for twenty."""

EXPONENT_LEVEL = 0.95
"""How often the interval of the exponent holds the truth; simulations/test_growth.py holds the
interval to it."""

EXPONENT_WIDTH = 2.7
"""Half the interval in standard errors: more than 1.96, for they are themselves estimated from
few samples. With three of them it is wider than it need be."""

SHAPES: Mapping[Order, Callable[[float], float]] = {
    Order.CONSTANT: lambda _: 1.0,
    Order.LOGARITHMIC: lambda n: math.log(n) if n > 1 else 0.0,
    Order.LINEAR: float,
    Order.LINEARITHMIC: lambda n: n * math.log(n) if n > 1 else 0.0,
    Order.QUADRATIC: lambda n: float(n) ** 2,
    Order.CUBIC: lambda n: float(n) ** 3,
}
"""Each order as a function of n."""

_Vector: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.float64]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How a figure grows.

    ``order`` is None when it is too close to call; ``candidates`` then holds the orders that are
    still in the race, none when no order fits. ``exponent`` is the slope between the two largest
    sizes on logarithmic axes: about 1 for linear growth.
    """

    order: Order | None
    candidates: tuple[Order, ...]
    exponent: Estimate


def fit_growth(samples: Mapping[int, Sequence[float]], *, counted: bool) -> Growth | None:
    """The growth of a positive figure, from its samples at each size.

    Of the samples at a size the smallest counts: what disturbs a measurement makes it longer, and
    sizes are measured at different moments, when the machine may be twice as slow. How far it can
    be trusted is told by how far above it the next ones lie.

    A figure that was ``counted`` is exact. Of a figure with fewer than three samples at a size, the
    exponent has the level 0. Returns None for fewer than four sizes.
    """
    if len(samples) < MIN_SIZES_FOR_GROWTH or not all(samples.values()):
        return None
    sizes = sorted(samples)
    lowest = np.asarray([min(samples[size]) for size in sizes], dtype=float)
    errors = np.asarray([0.0 if counted else _standard_error(samples[size]) for size in sizes])
    noise = _quadratic_mean(errors)
    candidates = _candidates(sizes, lowest, noise=noise)
    repeated = min(len(values) for values in samples.values()) >= MIN_SAMPLES
    return Growth(
        order=candidates[0] if len(candidates) == 1 else None,
        candidates=candidates,
        exponent=_exponent(
            sizes,
            lowest,
            error=math.sqrt(2) * max(noise, _quadratic_mean(errors[-2:])),
            level=1.0 if counted else EXPONENT_LEVEL if repeated else 0.0,
        ),
    )


def _standard_error(values: Sequence[float]) -> float:
    """That of the logarithm of the smallest value.

    Only its neighbour tells: a busy machine may have made all the others much longer.
    """
    ordered = sorted(values)[:2]
    return ERROR_IN_SPREADS * math.log(ordered[-1] / ordered[0])


def _candidates(sizes: Sequence[int], figures: _Vector, *, noise: float) -> tuple[Order, ...]:
    """The orders that describe the figures, tried with a constant term, then with a linear one.

    A loop that costs something in itself hides the order of what it does until n is large: so
    where no order fits with a constant term alone, those above n may have a linear term as well.
    """
    explained = math.hypot(TOLERANCE, NOISE_ALLOWANCE * noise)
    for linear_term in (False, True):
        misfits = {
            order: _misfit(sizes, figures, order, linear_term=linear_term) for order in Order
        }
        best = min(misfits.values())
        if best <= explained:
            break
    bound = min(WORST_FIT, max(explained, RIVAL * best))
    falls = math.log(figures[0] / figures[-1]) > explained
    slope = math.log(figures[-1] / figures[-2]) / math.log(sizes[-1] / sizes[-2])
    return tuple(
        order
        for order, misfit in misfits.items()
        if misfit <= bound
        and not (falls and order is not Order.CONSTANT)
        and not (linear_term and slope < _steepness(order, sizes) - MISSING_SLOPE)
    )


def _steepness(order: Order, sizes: Sequence[int]) -> float:
    """The exponent that the order by itself has between the two largest sizes."""
    low, high = (SHAPES[order](size) for size in sizes[-2:])
    return math.log(high / low) / math.log(sizes[-1] / sizes[-2])


def _misfit(sizes: Sequence[int], figures: _Vector, order: Order, *, linear_term: bool) -> float:
    """The typical relative residual of the best fit with no coefficient below 0.

    Of such fits one is the best that some of the terms make by themselves, the growing term being
    free or at its least: trying them all is quicker than a search.
    """
    growing = np.asarray([SHAPES[order](size) for size in sizes]) / figures
    if order is Order.CONSTANT:
        return min(_residuals([growing], np.ones(len(figures)), least=0.0))
    beside = [1 / figures]
    if linear_term and order in {Order.QUADRATIC, Order.CUBIC}:
        beside.append(np.asarray(sizes, dtype=float) / figures)
    at_least = growing * (GROWING_SHARE / growing[-1])
    misfits = [_quadratic_mean(1 - at_least)]
    for count in range(len(beside) + 1):
        for terms in combinations(beside, count):
            misfits += _residuals(
                [growing, *terms], np.ones(len(figures)), least=GROWING_SHARE / growing[-1]
            )
            if terms:
                misfits += _residuals(terms, 1 - at_least, least=0.0)
    return min(misfits)


def _residuals(columns: Sequence[_Vector], target: _Vector, *, least: float) -> Iterator[float]:
    """That of the least squares, if no coefficient is below 0 nor the first one below its least."""
    # Columns whose largest part is 1: their own may differ by more than a float can hold.
    scales = np.asarray([np.max(np.abs(column)) for column in columns])
    matrix = np.column_stack(columns) / scales
    coefficients, *_ = np.linalg.lstsq(matrix, target)
    if coefficients[0] >= least * scales[0] and (coefficients >= 0).all():
        yield _quadratic_mean(matrix @ coefficients - target)


def _quadratic_mean(values: _Vector) -> float:
    """The quadratic mean."""
    return float(np.sqrt(np.mean(values**2)))


def _exponent(sizes: Sequence[int], figures: _Vector, *, error: float, level: float) -> Estimate:
    step = math.log(sizes[-1] / sizes[-2])
    value = math.log(figures[-1] / figures[-2]) / step
    half = EXPONENT_WIDTH * error / step
    return Estimate(value=value, low=value - half, high=value + half, level=level)
