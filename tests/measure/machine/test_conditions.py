"""Tests of how the treatment of a round is read."""

import os
from pathlib import Path

import pytest

from pairbench.measure.machine.conditions import Reading, conditions_between, read_clocks

STAT = """cpu  10 0 10 100 0 0 0 300 0 0
cpu0 5 0 5 50 0 0 0 100 0 0
cpu1 5 0 5 50 0 0 0 200 0 0
intr 12345
"""


def test_the_difference_of_two_readings_is_what_happened() -> None:
    """Clocks have no meaning in themselves."""
    before = Reading(monotonic_s=100.0, asleep_s=7.0, stolen_s=3.0)
    after = Reading(monotonic_s=100.5, asleep_s=9.0, stolen_s=3.25)
    found = conditions_between(before, after)
    assert (found.wall_s, found.stolen_s, found.suspended_s) == (0.5, 0.25, 2.0)


def test_clocks_that_drift_apart_are_no_sleep() -> None:
    """A clock that was set back by a hair has not slept for less than nothing."""
    before = Reading(monotonic_s=1.0, asleep_s=7.0, stolen_s=0.0)
    after = Reading(monotonic_s=2.0, asleep_s=6.999, stolen_s=0.0)
    assert conditions_between(before, after).suspended_s == 0.0


def test_this_machine_can_be_read() -> None:
    """Nothing that was stolen or slept is given back, and time goes on."""
    before = read_clocks([0])
    found = conditions_between(before, read_clocks([0]))
    assert found.wall_s >= 0
    assert found.stolen_s >= 0
    assert found.suspended_s < 1.0


@pytest.mark.parametrize(("cpus", "ticks"), [((0,), 100), ((1,), 200), ((0, 1), 150), ((7,), 0)])
def test_only_the_round_s_cpus_count(tmp_path: Path, cpus: tuple[int, ...], ticks: int) -> None:
    """What is stolen from another CPU does not touch the round; of several, the mean counts."""
    stat = tmp_path / "stat"
    stat.write_text(STAT, encoding="ascii")
    assert read_clocks(cpus, stat).stolen_s == ticks / os.sysconf("SC_CLK_TCK")


def test_a_system_that_does_not_tell_has_stolen_nothing(tmp_path: Path) -> None:
    """Elsewhere than on Linux there is no such file."""
    assert read_clocks([0], tmp_path / "absent").stolen_s == 0.0
