"""What a gate says of a time."""

import pytest

from pairbench.core.gating.answer import Change
from pairbench.core.gating.times import judge_time
from pairbench.core.statistics.estimate import Estimate


def ratio(low: float, high: float, level: float = 0.99) -> Estimate:
    return Estimate(value=(low + high) / 2, low=low, high=high, level=level)


@pytest.mark.parametrize(
    ("low", "high", "change"),
    [
        (0.90, 0.96, Change.WORSE),
        (0.95, 0.98, Change.UNDECIDED),
        (0.98, 1.02, Change.SAME),
        (1.01, 1.10, Change.SAME),
        (1.04, 1.10, Change.BETTER),
    ],
)
def test_time_is_judged_by_its_whole_interval(low: float, high: float, change: Change) -> None:
    """Against 3 %: base over head of 0.971 is the bound."""
    assert judge_time(ratio(low, high), 0.03) is change


def test_too_few_rounds_decide_nothing() -> None:
    """However far the ratio is from 1."""
    assert judge_time(ratio(0.1, 0.2, level=0.8), 0.03) is Change.UNDECIDED
