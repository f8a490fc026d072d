"""The timed loop: the same few lines around every variant of every side, and nothing else.

A call's arguments come in batches. What is made between two of them, a fresh copy of the input or
a cold start, is outside the clock; so is the end of the last copy, which a loop would otherwise
free with the first call of the next batch.
"""

import itertools
from collections.abc import Callable, Coroutine, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from pairbench.measure.processes.clock import Clock

COPIES = 8
"""So many copies are made at a time: few, since an input may be large, and more than one, since the
clock is read twice for each batch."""


class Calls(NamedTuple):
    """What is called in the loop, and how."""

    function: Callable[..., Any]
    consume: Callable[..., Any] | None
    awaits_result: bool
    awaits_consumer: bool


class Supply(NamedTuple):
    """Where the arguments come from.

    ``copy`` makes a copy of the input for each call, ``fresh`` is called before each; None where
    that is not asked for.
    """

    given: Any
    copy: Callable[[Any], Any] | None
    fresh: Callable[[], object] | None

    def batches(self, loops: int) -> Iterator[Iterable[Any]]:
        """The arguments of so many calls."""
        if self.copy is None and self.fresh is None:
            yield itertools.repeat(self.given, loops)
            return
        most = COPIES if self.fresh is None else 1
        for begun in range(0, loops, most):
            batch = [self.argument() for _ in range(min(most, loops - begun))]
            self.begin()
            yield batch

    def argument(self) -> Any:
        """The argument of one call."""
        return self.given if self.copy is None else self.copy(self.given)

    def begin(self) -> None:
        """Make what comes next begin cold, if the pair asks for that."""
        if self.fresh is not None:
            self.fresh()


def plain_timer(calls: Calls, supply: Supply) -> Callable[[int], float]:
    """A function of ``loops`` that returns the seconds which so many calls took."""
    function, consume = calls.function, calls.consume
    now_s = Clock.now_s

    def timed(loops: int) -> float:
        elapsed_s = 0.0
        for batch in supply.batches(loops):
            start_s = now_s()
            for argument in batch:
                function(argument)
            elapsed_s += now_s() - start_s
            argument = None
        return elapsed_s

    def timed_and_consumed(loops: int, consume: Callable[..., Any]) -> float:
        elapsed_s = 0.0
        for batch in supply.batches(loops):
            start_s = now_s()
            for argument in batch:
                consume(function(argument))
            elapsed_s += now_s() - start_s
            argument = None
        return elapsed_s

    return timed if consume is None else partial(timed_and_consumed, consume=consume)


def awaiting_timer(calls: Calls, supply: Supply) -> Callable[[int], Coroutine[Any, Any, float]]:
    """The same as a coroutine function: a slice is one task of the loop."""
    if calls.consume is not None:
        return _consuming(calls, calls.consume, supply)
    function = calls.function
    now_s = Clock.now_s

    async def timed(loops: int) -> float:
        elapsed_s = 0.0
        for batch in supply.batches(loops):
            start_s = now_s()
            for argument in batch:
                await function(argument)
            elapsed_s += now_s() - start_s
            argument = None
        return elapsed_s

    return timed


def _consuming(  # noqa: C901 (a loop for each way)
    calls: Calls, consume: Callable[..., Any], supply: Supply
) -> Callable[[int], Coroutine[Any, Any, float]]:
    """A loop for each way in which a result and its consumer can be awaited, or not."""
    function = calls.function
    now_s = Clock.now_s

    async def result_awaited(loops: int) -> float:
        elapsed_s = 0.0
        for batch in supply.batches(loops):
            start_s = now_s()
            for argument in batch:
                consume(await function(argument))
            elapsed_s += now_s() - start_s
            argument = None
        return elapsed_s

    async def consumer_awaited(loops: int) -> float:
        elapsed_s = 0.0
        for batch in supply.batches(loops):
            start_s = now_s()
            for argument in batch:
                await consume(function(argument))
            elapsed_s += now_s() - start_s
            argument = None
        return elapsed_s

    async def both_awaited(loops: int) -> float:
        elapsed_s = 0.0
        for batch in supply.batches(loops):
            start_s = now_s()
            for argument in batch:
                await consume(await function(argument))
            elapsed_s += now_s() - start_s
            argument = None
        return elapsed_s

    if not calls.awaits_consumer:
        return result_awaited
    return both_awaited if calls.awaits_result else consumer_awaited
