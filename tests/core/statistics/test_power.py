"""What a machine can find in a given number of rounds."""

import numpy as np
import pytest

from pairbench.core.statistics.power import _found_share, reach
from pairbench.core.statistics.sequential import Monitor, evidence_against

MONITOR = Monitor(alpha=0.01, cap=60)


def logs(spread: float) -> list[float]:
    """Rounds of identical code with this standard deviation."""
    return [float(each) for each in np.random.default_rng(5).normal(0.0, spread, 200)]


def test_a_known_spread_has_a_known_reach() -> None:
    """For normal rounds the difference is that of the usual formula, stretched by the boundary.

    With z = 3.09 for the looks and 1.64 for the power, 50 rounds of 1 % find about 0.67 %.
    """
    found = reach(logs(0.01), 50, MONITOR).found
    assert found == pytest.approx((3.09 + 1.64) * 0.01 / 50**0.5, rel=0.1)


def test_more_rounds_find_less() -> None:
    """The reach shrinks about like the root of the number of rounds."""
    few, many = (reach(logs(0.02), rounds, MONITOR).found for rounds in (15, 60))
    assert 1.7 < few / many < 3.0


def test_a_noisier_machine_finds_less() -> None:
    """Three times the spread, three times the difference."""
    quiet, noisy = (reach(logs(spread), 40, MONITOR).found for spread in (0.01, 0.03))
    assert noisy / quiet == pytest.approx(3.0, rel=0.15)


def test_what_is_ruled_out_is_wider_than_half_the_interval() -> None:
    """To be cleared of a slowdown, the whole interval must stay below it."""
    reached = reach(logs(0.01), 50, MONITOR)
    assert 3.09 * 0.01 / 50**0.5 < reached.ruled_out < 2 * reached.found


def test_too_few_rounds_find_nothing() -> None:
    """Before the first possible verdict no difference is large enough."""
    assert reach(logs(0.01), 5, MONITOR).found > 0.4


def test_the_answer_is_always_the_same() -> None:
    """The draws have a fixed seed."""
    assert reach(logs(0.01), 30, MONITOR) == reach(logs(0.01), 30, MONITOR)


@pytest.mark.parametrize("critical", [1.5, 1.8, 2.0])
def test_what_is_found_is_what_the_intervals_of_a_run_would_leave_out(critical: float) -> None:
    """At any look of a comparison its evidence against no difference reaches the boundary."""
    drawn = np.random.default_rng(11).normal(0.3, 1.0, (60, 8))
    found = [
        any(evidence_against(row[: number + 1], 0.0) >= critical for number in range(8))
        for row in drawn.tolist()
    ]

    assert 0.1 < np.mean(found) < 0.9
    assert _found_share(drawn, critical) == np.mean(found)


def test_a_boundary_that_is_met_is_reached() -> None:
    """One round has a statistic of 1, whichever way it lies."""
    assert _found_share(np.array([[0.5], [-0.5]]), 1.0) == 1.0
