"""Tests of the clock that the code which is timed cannot replace."""

import time
from collections.abc import Callable
from itertools import count

import pytest

from pairbench.measure.processes.clock import Clock, ClockError, insist_on_a_clock, trouble_with


@pytest.mark.parametrize(
    ("now_s", "trouble"),
    [
        (lambda: 5.0, "the clock stands still"),
        (count(100, -1).__next__, "the clock runs backwards"),
        (count(100, 1).__next__, None),
        (Clock.now_s, None),
    ],
)
def test_a_clock_that_does_not_go_on_is_found_out(
    now_s: Callable[[], float], trouble: str | None
) -> None:
    """One that stands still or runs backwards is named, one that goes on is not."""
    assert trouble_with(now_s) == trouble


def test_without_a_clock_nothing_goes_on() -> None:
    """The error says in one line what the clock does."""
    insist_on_a_clock(Clock.now_s)
    with pytest.raises(ClockError, match="the clock stands still: nothing can be timed"):
        insist_on_a_clock(lambda: 5.0)


def test_freezegun_leaves_the_clock_alone() -> None:
    """Where freezegun has frozen the functions of time, the clock goes on."""
    freezegun = pytest.importorskip("freezegun", reason="freezegun is not installed")
    with freezegun.freeze_time("2020-02-20"):
        assert trouble_with(time.perf_counter) == "the clock stands still"
        assert trouble_with(Clock.now_s) is None


def test_time_machine_leaves_the_clock_alone() -> None:
    """Where time-machine has replaced what is in the functions of time, the clock goes on."""
    travelling = pytest.importorskip("time_machine", reason="time-machine is not installed")
    with travelling.travel(0, tick=False):
        assert time.time() == 0
        assert trouble_with(Clock.now_s) is None


def test_a_replaced_function_of_time_is_not_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who sets other functions into the module time does not reach the clock."""
    for name in ("perf_counter", "process_time"):
        monkeypatch.setattr(time, name, lambda: 5.0)
    assert trouble_with(time.perf_counter) == "the clock stands still"
    assert trouble_with(Clock.now_s) is None
    assert trouble_with(Clock.cpu_s) is None
