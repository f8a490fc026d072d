"""Numbers that have a logarithm."""

import math

import pytest

from pairbench.core.statistics.positive import is_positive


@pytest.mark.parametrize(
    ("number", "positive"),
    [
        (5e-324, True),
        (1, True),
        (1.7e308, True),
        (0.0, False),
        (-0.0, False),
        (-1.0, False),
        (math.inf, False),
        (-math.inf, False),
        (math.nan, False),
    ],
)
def test_a_positive_number_is_above_0_and_has_an_end(number: float, *, positive: bool) -> None:
    """However small or large it is; nothing, the endless and what is no number are not."""
    assert is_positive(number) is positive
