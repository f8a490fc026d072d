"""Tests of the small drawings beside the claims."""

import math
import re

import pytest

from pairbench.core.authoring.claim import Claim, Costs, Faster, Grows
from pairbench.core.judging.verdict import Outcome, Verdict
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.order import Order
from pairbench.report.page.front.forest import (
    HEIGHT,
    MARGIN,
    WIDTH,
    forest_drawing,
    forest_row,
    forest_scale,
)

MIDDLE = WIDTH / 2


def an_estimate(value: float, low: float, high: float) -> Estimate:
    """A ratio with its interval."""
    return Estimate(value=value, low=low, high=high, level=0.99)


def row(
    estimate: Estimate | None,
    *,
    claim: Claim | None = None,
    outcome: Outcome = Outcome.CONFIRMED,
) -> str | None:
    """The drawing of a verdict with this number."""
    asked = claim or Faster(variant="a", factor=1.0, size=1)
    return forest_row(Verdict(claim=asked, outcome=outcome, reason="", estimate=estimate))


def path_of(drawing: str | None, name: str) -> list[float]:
    """The numbers in the first path of this class."""
    assert drawing is not None
    found = re.search(rf'class="{name}" d="([^"]*)"', drawing)
    assert found is not None, f"no {name} in {drawing}"
    return [float(each) for each in re.findall(r"-?[\d.]+", found.group(1))]


def test_one_is_in_the_middle() -> None:
    """What is better lies to the right of 1, what is worse to its left, and as far."""
    better = path_of(row(an_estimate(2, 2, 4)), "interval")
    worse = path_of(row(an_estimate(0.5, 0.25, 0.5)), "interval")
    assert path_of(row(an_estimate(1, 1, 1)), "one")[0] == MIDDLE
    assert MIDDLE < better[0] < better[2]
    assert worse[2] == pytest.approx(2 * MIDDLE - better[0], abs=0.11)


def test_the_bound_has_a_mark() -> None:
    """A claim of at most twice the time is held against a half."""
    claim = Costs(variant="a", factor=2.0, size=1)
    half = path_of(row(an_estimate(0.5, 0.5, 1), claim=claim), "bound")
    assert half[0] == path_of(row(an_estimate(0.5, 0.5, 1)), "interval")[0]


@pytest.mark.parametrize(("low", "high"), [(0.001, 2.0), (0.5, 1e9), (1e-9, 1e9)])
def test_what_is_far_off_stays_within(low: float, high: float) -> None:
    """An interval that reaches beyond the scale ends at it, with an arrow for each end."""
    drawing = row(an_estimate(1.0, low, high))
    assert drawing is not None
    left, _, right = path_of(drawing, "interval")
    assert left >= MARGIN
    assert right <= WIDTH - MARGIN
    assert drawing.count('class="interval"') == 1 + (low < 0.01) + (high > 100)


def test_outcomes_differ_in_shape() -> None:
    """Nobody has to tell two colours apart."""
    drawings = {
        re.sub(r'class="[^"]*"', "", str(row(an_estimate(1, 0.9, 1.1), outcome=outcome)))
        for outcome in Outcome
    }
    assert len(drawings) == len(Outcome)


@pytest.mark.parametrize(
    "estimate",
    [
        None,
        an_estimate(math.nan, math.nan, math.nan),
        an_estimate(math.inf, 1, math.inf),
        an_estimate(1, 0, 2),
        an_estimate(1, -1, 2),
    ],
)
def test_what_has_no_place_is_not_drawn(estimate: Estimate | None) -> None:
    """A number that is missing, or has no logarithm, has no drawing."""
    assert row(estimate) is None


def test_an_exponent_is_no_ratio() -> None:
    """Growth is told in words; on a scale of ratios it would mislead."""
    assert row(an_estimate(2, 1.9, 2.1), claim=Grows(variant="a", order=Order.QUADRATIC)) is None


def test_the_scale_is_that_of_the_rows() -> None:
    """Its 1 stands where theirs does."""
    assert f'x="{MIDDLE:.1f}" y="14">1<' in forest_scale()
    assert f'viewBox="0 0 {WIDTH} {HEIGHT}"' in forest_scale()


def test_the_side_on_which_the_claim_holds_is_shaded() -> None:
    """From the bound to the end of the scale; where nothing is claimed, nothing is shaded."""
    claim = Costs(variant="a", factor=2.0, size=1)
    drawing = row(an_estimate(1, 0.9, 1.1), claim=claim)
    assert path_of(drawing, "meets")[0] == path_of(drawing, "bound")[0] < MIDDLE
    unclaimed = forest_drawing(an_estimate(1, 0.9, 1.1), bound=1, outcome=None)
    assert unclaimed is not None
    assert "meets" not in unclaimed
    assert 'class="bound"' not in unclaimed


def test_every_row_has_the_lines_of_the_scale() -> None:
    """They stand below its numbers, so that rows can be compared by eye."""
    ticks = path_of(row(an_estimate(1, 0.9, 1.1)), "tick")
    for place, value in ((ticks[0], "0.1"), (ticks[3], "10")):
        assert f'x="{place:.1f}" y="14">{value}<' in forest_scale()
