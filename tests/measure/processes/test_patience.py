"""Waiting for a worker, and what of the time does not count."""

import os
from collections.abc import Iterator

import pytest

from pairbench.measure.processes.patience import GLANCE_S, Patience


class Pipe:
    """A pipe of which the reading end can be waited for."""

    def __init__(self) -> None:
        self.read, self.write = os.pipe()

    def fileno(self) -> int:
        return self.read


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    made = Pipe()
    yield made
    os.close(made.read)
    os.close(made.write)


def clock(*seconds: float) -> "Iterator[float]":
    """What the clock says, each time that it is asked."""
    yield from seconds


def test_what_can_be_read_is_found(pipe: Pipe) -> None:
    """However little time there is."""
    os.write(pipe.write, b".")
    assert Patience(0.0).ready([pipe]) == [pipe]


def test_the_time_is_up_in_the_end(pipe: Pipe) -> None:
    """Nothing was written, and nobody was stopped."""
    patience = Patience(0.01)
    assert patience.ready([pipe]) == []


def test_a_stop_does_not_count(pipe: Pipe) -> None:
    """An hour in which this process was stopped leaves the time that there was, and is told."""
    hour_s = 3_600.0
    seconds = clock(0.0, hour_s, hour_s, hour_s + 0.01)
    patience = Patience(0.01, clock_s=lambda: next(seconds))
    assert patience.ready([pipe]) == []
    assert patience.stopped_s == pytest.approx(hour_s, rel=0.01)


def test_a_stop_is_told_though_there_is_something_to_read(pipe: Pipe) -> None:
    """Who was stopped finds what was written meanwhile."""
    os.write(pipe.write, b".")
    seconds = clock(0.0, 9.0)
    patience = Patience(5.0, clock_s=lambda: next(seconds))
    assert patience.ready([pipe]) == [pipe]
    assert patience.stopped_s == pytest.approx(9.0 - GLANCE_S)
