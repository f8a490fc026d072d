"""Lengths of time and amounts of memory as people write them."""

import pytest

from pairbench.core.units import amount_bytes, duration_s


@pytest.mark.parametrize(
    ("text", "value_s"),
    [("10s", 10.0), ("1m", 60.0), ("0.5h", 1800.0), ("1e2s", 100.0), ("500ms", 0.5)],
)
def test_a_length_of_time_has_a_unit(text: str, value_s: float) -> None:
    """Milliseconds, seconds, minutes and hours."""
    assert duration_s(text) == value_s


@pytest.mark.parametrize("text", ["", "10", "s", "-1s", "0m", "nans", "infs", "1 day", "10us"])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    """The message says how one is written."""
    with pytest.raises(ValueError, match=r"is no length of time: write 10s, 5m or 1h"):
        duration_s(text)


def test_an_amount_of_memory_is_decimal() -> None:
    """As everywhere else: a megabyte is a million bytes."""
    assert (amount_bytes("1.5kB"), amount_bytes("500MB"), amount_bytes("2GB")) == (
        1_500,
        500_000_000,
        2_000_000_000,
    )
    with pytest.raises(ValueError, match=r"10 is no amount of memory: write 500MB or 2GB"):
        amount_bytes("10")
