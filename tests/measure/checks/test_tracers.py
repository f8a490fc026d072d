"""What is called at each call of Python is seen, whoever has set it."""

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from pairbench.measure.checks.tracers import set_since, tracers


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """What this process is followed by is the same afterwards."""
    trace, profile = sys.gettrace(), sys.getprofile()
    of_threads = threading.gettrace(), threading.getprofile()
    yield
    sys.settrace(trace)
    sys.setprofile(profile)
    threading.settrace(of_threads[0])
    threading.setprofile(of_threads[1])


def test_what_was_there_before_is_not_told() -> None:
    """A harness that is itself followed, for its coverage say, says nothing of that."""
    sys.setprofile(nothing)
    before = tracers()
    assert set_since(before) == []


def test_what_is_set_is_told_by_its_name() -> None:
    """Of this thread and of those to come, and what takes the place of another."""
    sys.setprofile(nothing)
    before = tracers()
    sys.setprofile(lambda *_: None)
    threading.setprofile(nothing)
    assert set_since(before) == ["sys.setprofile", "threading.setprofile"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring came with Python 3.12")
def test_a_tool_that_monitors_is_told_by_its_number() -> None:
    """It has no name of its own that is known before."""
    monitoring: Any = vars(sys)["monitoring"]
    free = next(each for each in range(6) if monitoring.get_tool(each) is None)
    before = tracers()
    monitoring.use_tool_id(free, "mine")
    try:
        assert set_since(before) == [f"sys.monitoring (tool {free})"]
    finally:
        monitoring.free_tool_id(free)


def nothing(*_: object) -> None:
    """What is called, and does nothing."""
