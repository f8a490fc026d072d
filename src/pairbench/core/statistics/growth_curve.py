"""The curve of an order of growth that lies closest to the figures, for a drawing."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pairbench.core.statistics.growth import SHAPES
from pairbench.core.statistics.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthCurve:
    """A constant term and a growing one: ``constant + factor * shape(n)``."""

    order: Order
    constant: float
    factor: float

    def at(self, size: float) -> float:
        """The figure at a size, which need not have been measured."""
        return self.constant + self.factor * SHAPES[self.order](size)


def growth_curve(order: Order, figures: Mapping[int, float]) -> GrowthCurve:
    """The curve with the smallest relative residuals, of those whose terms are not negative.

    Of two terms that must not be negative, the best fit has both, or one of them alone.
    """
    values = np.asarray(list(figures.values()), dtype=float)
    shape = np.asarray([SHAPES[order](size) for size in figures], dtype=float) / values
    one = 1 / values
    both = np.column_stack([one, shape])
    (constant, factor), *_ = np.linalg.lstsq(both, np.ones(len(values)))
    if constant < 0 or order is Order.CONSTANT:
        constant, factor = 0.0, shape.sum() / (shape**2).sum()
    elif factor < 0:
        constant, factor = one.sum() / (one**2).sum(), 0.0
    return GrowthCurve(order=order, constant=float(constant), factor=float(factor))
