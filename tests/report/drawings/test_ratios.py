"""The drawing of ratios against 1."""

from dataclasses import replace

import pytest

from pairbench.core.comparing.comparison import Difference
from pairbench.core.judging.answers import Answer
from pairbench.core.statistics.estimate import Estimate
from pairbench.report.drawings.ratios import ratio_picture

ANSWER = Answer(
    variant="new",
    label="new(d) < old(d)",
    baseline="old(d)",
    size=1,
    verdict=Difference.FASTER,
    ratio=Estimate(value=12.0, low=9.0, high=17.0, level=0.95),
    memory=None,
    rounds=8,
    spoilt=0,
)


@pytest.mark.parametrize("verdict", Difference)
def test_every_verdict_is_drawn_with_its_label(verdict: Difference) -> None:
    """The picture is SVG that a notebook shows, and code in it is text."""
    picture = ratio_picture([replace(ANSWER, verdict=verdict)])
    assert picture is not None
    svg = picture._repr_svg_()
    assert "new(d) &lt; old(d)" in svg
    assert "against old(d)" in svg


def test_numbers_below_the_axis_do_not_run_into_each_other() -> None:
    """An end of the scale that lies close to 1 has no number."""
    picture = ratio_picture([ANSWER])
    assert picture is not None
    assert list(picture.axes[0].get_xticks()) == [1.0, 17.0]


def test_without_a_ratio_there_is_no_picture() -> None:
    """What was not timed has none."""
    assert ratio_picture([replace(ANSWER, ratio=None)]) is None
