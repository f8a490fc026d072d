"""What options mean."""

import pytest

from pairbench.cli.options import duration_s


@pytest.mark.parametrize(("text", "value_s"), [("10s", 10.0), ("1.5m", 90.0), ("2h", 7_200.0)])
def test_a_length_of_time_has_a_unit(text: str, value_s: float) -> None:
    """Seconds, minutes and hours, with or without a fraction."""
    assert duration_s(text) == value_s
