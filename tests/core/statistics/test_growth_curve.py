"""Tests of the curve that is drawn for an order of growth."""

import pytest

from pairbench.core.statistics.growth_curve import growth_curve
from pairbench.core.statistics.order import Order
from tests.builders import CURVES, SIZES


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("constant", [0.0, 0.02, 3.0])
def test_a_curve_without_noise_is_found_again(order: Order, constant: float) -> None:
    """Figures that follow an order lie on its curve, with or without a constant term."""
    figures = {size: constant + 0.5 * CURVES[order](size) for size in SIZES}
    curve = growth_curve(order, figures)
    assert [curve.at(size) for size in SIZES] == pytest.approx(list(figures.values()))


@pytest.mark.parametrize(
    "figures",
    [{1: 5.0, 10: 4.0, 100: 3.0, 1_000: 2.0}, {1: 1.0, 10: 30.0, 100: 2_000.0, 1_000: 200_000.0}],
)
def test_no_term_is_negative(figures: dict[int, float]) -> None:
    """Figures that fall, or rise faster than the order, do not make the curve leave the page."""
    curve = growth_curve(Order.LINEAR, figures)
    assert curve.constant >= 0
    assert curve.factor >= 0
    assert all(curve.at(size) > 0 for size in figures)


def test_a_figure_that_falls_is_drawn_level_among_its_values() -> None:
    """There is no growing term, and the constant one lies between the largest and the least."""
    curve = growth_curve(Order.LINEAR, {1: 5.0, 10: 4.0, 100: 3.0, 1_000: 2.0})

    assert curve.factor == 0.0
    assert 2.0 < curve.constant < 5.0
