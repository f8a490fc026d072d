"""The order in which a figure grows with the problem size, or that it is too close to call."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pairbench.core.claim import Order
from pairbench.core.definition import MIN_SIZES_FOR_GROWTH
from pairbench.core.statistics import Estimate

TOLERANCE = 0.06
"""A fit whose typical relative residual is within this is as good as any: no function follows
its order more closely than caches and allocators allow."""

WORST_FIT = 0.35
"""A fit that is further off than this describes nothing."""

RIVAL = 2.0
"""An order whose residual is within this factor of the best one's is still in the race."""

GROWING_SHARE = 0.5
"""At the largest size, at least this share of the figure must come from the growing term."""

MISSING_SLOPE = 0.5
"""With a linear term beside it, an order needs at least its own exponent less this at the end:
a linear function that leaves the cache would else pass for a square one."""

RESAMPLES = 200
"""How often the rounds are drawn anew."""

AGREEMENT = 0.95
"""The share of the draws in which the same order must come out, alone."""

SEED = 12_345

_SHAPES: Mapping[Order, Callable[[int], float]] = {
    Order.CONSTANT: lambda _: 0.0,
    Order.LOGARITHMIC: lambda n: math.log(n) if n > 1 else 0.0,
    Order.LINEAR: float,
    Order.LINEARITHMIC: lambda n: n * math.log(n) if n > 1 else 0.0,
    Order.QUADRATIC: lambda n: float(n) ** 2,
    Order.CUBIC: lambda n: float(n) ** 3,
}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """How much of the largest figure the growing term explains, and how far the fit is off."""

    growing_share: float
    residual: float


def fit_growth(samples: Mapping[int, Sequence[float]], *, counted: bool) -> Growth | None:
    """The growth of a positive figure, from its samples at each size.

    Of the samples at a size the smallest counts: what disturbs a measurement makes it longer, and
    sizes are measured at different moments, when the machine may be twice as slow. How far that
    can be trusted is found by drawing the samples anew.

    A figure that was ``counted`` has one exact sample at each size. Of a figure that was sampled
    once, the exponent has the level 0. Returns None for fewer than four sizes.
    """
    if len(samples) < MIN_SIZES_FOR_GROWTH or not all(samples.values()):
        return None
    sizes = sorted(samples)
    repeated = all(len(values) > 1 for values in samples.values())
    level = 1.0 if counted else AGREEMENT if repeated else 0.0
    lowest = [min(samples[size]) for size in sizes]
    draws = [lowest] if counted else _resample([samples[size] for size in sizes])
    votes: dict[tuple[Order, ...], int] = {}
    for draw in draws:
        plausible = _plausible(sizes, draw)
        votes[plausible] = votes.get(plausible, 0) + 1
    winner, count = max(votes.items(), key=lambda item: item[1])
    decided = len(winner) == 1 and count >= AGREEMENT * len(draws)
    named = {order for plausible in votes for order in plausible}
    return Growth(
        order=winner[0] if decided else None,
        candidates=winner if decided else tuple(order for order in Order if order in named),
        exponent=_exponent(sizes, lowest, draws, level=level),
    )


def _resample(samples: Sequence[Sequence[float]]) -> list[list[float]]:
    rng = np.random.default_rng(SEED)
    return [
        [float(rng.choice(np.asarray(values), len(values)).min()) for values in samples]
        for _ in range(RESAMPLES)
    ]


def _plausible(sizes: Sequence[int], values: Sequence[float]) -> tuple[Order, ...]:
    """The orders that describe the values, tried with a constant term, then with a linear one."""
    for linear_term in (False, True):
        fits = {order: _fit(sizes, values, order, linear_term=linear_term) for order in Order}
        best = min(fit.residual for fit in fits.values())
        if best <= TOLERANCE:
            break
    bound = min(WORST_FIT, max(TOLERANCE, RIVAL * best))
    slope = math.log(values[-1] / values[-2]) / math.log(sizes[-1] / sizes[-2])
    return tuple(
        order
        for order, fit in fits.items()
        if fit.residual <= bound
        and fit.growing_share >= GROWING_SHARE
        and not (linear_term and slope < _steepness(order, sizes) - MISSING_SLOPE)
    )


def _steepness(order: Order, sizes: Sequence[int]) -> float:
    """The exponent that the order by itself has between the two largest sizes."""
    low, high = (_SHAPES[order](size) for size in sizes[-2:])
    return math.log(high / low) / math.log(sizes[-1] / sizes[-2]) if low > 0 else 0.0


def _fit(sizes: Sequence[int], values: Sequence[float], order: Order, *, linear_term: bool) -> _Fit:
    """The least squares of the relative residuals, with no coefficient below 0.

    Every order may have a constant term. Where no order fits with that alone, those above n may
    have a linear term as well: a loop that costs something in itself hides the order of what it
    does until n is large.
    """
    y = np.asarray(values, dtype=float)
    constant = 1 / y
    growing = np.asarray([_SHAPES[order](size) for size in sizes]) / y
    linear = np.asarray(sizes, dtype=float) / y
    if order is Order.CONSTANT:
        choices = [[constant]]
    elif linear_term and order in {Order.QUADRATIC, Order.CUBIC}:
        choices = [[growing], [growing, constant], [growing, linear], [growing, constant, linear]]
    else:
        choices = [[growing], [growing, constant]]
    fits = []
    for columns in choices:
        # Columns of length 1: their own lengths may differ by more than a float can hold.
        matrix = np.column_stack([column / np.linalg.norm(column) for column in columns])
        coefficients, *_ = np.linalg.lstsq(matrix, np.ones(len(y)), rcond=None)
        if (coefficients >= 0).all():
            residual = float(np.sqrt(np.mean((matrix @ coefficients - 1) ** 2)))
            share = 1.0 if order is Order.CONSTANT else float(coefficients[0] * matrix[-1, 0])
            fits.append(_Fit(growing_share=share, residual=residual))
    return min(fits, key=lambda fit: fit.residual)


def _exponent(
    sizes: Sequence[int],
    lowest: Sequence[float],
    draws: Sequence[Sequence[float]],
    *,
    level: float,
) -> Estimate:
    decades = math.log(sizes[-1] / sizes[-2])
    slopes = sorted(math.log(draw[-1] / draw[-2]) / decades for draw in draws)
    low, high = np.quantile(slopes, [(1 - AGREEMENT) / 2, (1 + AGREEMENT) / 2])
    return Estimate(
        value=math.log(lowest[-1] / lowest[-2]) / decades,
        low=float(low),
        high=float(high),
        level=level,
    )
