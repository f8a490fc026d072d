"""Tests of how long a tree serves."""

from dataclasses import replace

import pytest

from pairbench.measure.time.coupled.grove import MOST_ROUNDS, rounds_of_root
from tests.builders import a_cell_plan


@pytest.mark.parametrize(
    ("start_s", "round_s", "rounds"),
    [
        (0.15, 0.12, 1),
        (0.05, 0.12, 1),
        (0.5, 0.12, MOST_ROUNDS),
        (0.3, 0.12, 3),
        (30.0, 0.12, MOST_ROUNDS),
        (1.0, 60.0, 1),
    ],
)
def test_a_root_serves_as_long_as_loading_is_worth(
    start_s: float, round_s: float, rounds: int
) -> None:
    """Where loading is quick each round has its own root; where it takes long, a few share one."""
    plan = a_cell_plan("subject", {"one": 1, "other": 1})
    plan = replace(plan, start_s=start_s, round_s=round_s)
    assert rounds_of_root(plan) == rounds
