"""Waiting for a worker, and what of the time does not count."""

import fcntl
import os
import resource
from collections.abc import Iterator

import pytest

from pairbench.measure.processes.patience import GLANCE_S, Patience, readable

BEYOND_SELECT_FD = 1_024
"""The lowest descriptor that ``select`` cannot wait for."""


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


@pytest.fixture
def room_for_many() -> Iterator[None]:
    """Let this process have more descriptors than ``select`` can wait for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * BEYOND_SELECT_FD
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"no more than {hard} descriptors are allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


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


@pytest.mark.usefixtures("room_for_many")
def test_a_high_descriptor_can_be_waited_for(pipe: Pipe) -> None:
    """Whoever has a thousand files open has no lower ones to give."""
    os.write(pipe.write, b".")
    high = fcntl.fcntl(pipe.read, fcntl.F_DUPFD_CLOEXEC, BEYOND_SELECT_FD)
    try:
        assert readable([high], 0.0) == [high]
    finally:
        os.close(high)


def test_the_end_of_the_other_side_can_be_read() -> None:
    """Nobody waits for one that is gone."""
    reading, writing = os.pipe()
    os.close(writing)
    try:
        assert readable([reading]) == [reading]
    finally:
        os.close(reading)


def test_nobody_waits_for_a_closed_descriptor() -> None:
    """A variant that has closed what its worker waits for has not made it wait for ever."""
    reading, writing = os.pipe()
    os.close(writing)
    os.close(reading)
    with pytest.raises(OSError, match="Bad file descriptor"):
        readable([reading])
