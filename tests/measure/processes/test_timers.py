"""Tests of the timed loop: what each call gets, and what lies outside the clock."""

import asyncio
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.timers import COPIES, Calls, Supply, awaiting_timer, plain_timer


class Copied:
    """A copy of an input, of which it can be seen whether it is still there."""


class Copies:
    """Makes copies, and knows which of them are alive."""

    def __init__(self) -> None:
        self._alive: weakref.WeakSet[Copied] = weakref.WeakSet()

    def make(self, _given: object) -> Copied:
        """One more."""
        made = Copied()
        self._alive.add(made)
        return made

    def __len__(self) -> int:
        return len(self._alive)


def timed(supply: Supply, function: Callable[[Any], Any], loops: int, *, awaited: bool) -> float:
    """The seconds of so many calls of a function, in a loop of either kind."""

    async def later(argument: Any) -> Any:
        return function(argument)

    calls = Calls(
        function=later if awaited else function,
        consume=None,
        awaits_result=awaited,
        awaits_consumer=False,
    )
    if awaited:
        return asyncio.run(awaiting_timer(calls, supply)(loops))
    return plain_timer(calls, supply)(loops)


either_kind = pytest.mark.parametrize("awaited", [False, True])


@either_kind
@pytest.mark.parametrize("loops", [1, COPIES, COPIES + 1, 5 * COPIES + 3])
def test_few_copies_are_alive_when_a_call_is_made(loops: int, *, awaited: bool) -> None:
    """A call sees the copies of its own batch, and none is left in the end."""
    copies = Copies()
    seen: list[int] = []
    supply = Supply(given=None, copy=copies.make, fresh=None)
    timed(supply, lambda _: seen.append(len(copies)), loops, awaited=awaited)
    assert len(seen) == loops
    assert max(seen) <= COPIES
    assert len(copies) == 0


class Logged:
    """A copy of an input that notes when it is freed."""

    def __init__(self, log: list[str]) -> None:
        self._log = log

    def __del__(self) -> None:
        self._log.append("freed")


@either_kind
def test_no_copy_is_freed_inside_the_clock(
    monkeypatch: pytest.MonkeyPatch, *, awaited: bool
) -> None:
    """Between two readings of the clock there are calls, and nothing else."""
    log: list[str] = []

    def read() -> float:
        log.append("clock")
        return 0.0

    monkeypatch.setattr(Clock, "now_s", staticmethod(read))
    supply = Supply(given=None, copy=lambda _: Logged(log), fresh=None)
    timed(supply, lambda _: log.append("call"), 2 * COPIES, awaited=awaited)
    batch = ["clock", *["call"] * COPIES, "clock"]
    assert log == [*batch, *["freed"] * COPIES] * 2


@either_kind
def test_every_call_begins_cold(*, awaited: bool) -> None:
    """What is to be done before a call is done before each, after its copy was made."""
    log: list[str] = []

    def copy(given: str) -> str:
        log.append("copy")
        return given

    supply = Supply(given="call", copy=copy, fresh=lambda: log.append("fresh"))
    timed(supply, log.append, 3, awaited=awaited)
    assert log == ["copy", "fresh", "call"] * 3


@either_kind
def test_copies_and_cold_starts_are_outside_the_clock(*, awaited: bool) -> None:
    """A slice with costly copies and cold starts takes no part of what those take."""
    busy_s = 0.0

    def busy(given: object = None) -> object:
        nonlocal busy_s
        began_s = Clock.now_s()
        sum(range(200_000))
        busy_s += Clock.now_s() - began_s
        return given

    supply = Supply(given=1, copy=busy, fresh=busy)
    took_s = timed(supply, lambda _: None, 20, awaited=awaited)
    assert took_s < busy_s / 5
