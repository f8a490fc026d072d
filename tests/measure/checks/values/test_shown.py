"""How a value is shown in a line."""

from pairbench.measure.checks.values.shown import short


def test_numbers_that_are_too_long_are_told_apart() -> None:
    """By their last digits: Python writes none of more than 4,300."""
    one, other = 10**10_000, 10**10_000 + 1
    assert short(one) != short(other)
    assert short(other) == f"…{1:020}"
    assert short(10**5) == "100000"
