"""How the check calls a variant: timed, awaited if it turns out to be needed, read to its end."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from pairbench.measure.checks.results import WrongError
from pairbench.measure.checks.undone.left import Leaving
from pairbench.measure.checks.undone.unread import (
    computed,
    is_to_await,
    is_untouched,
    materialised,
    unread_in,
)
from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.workbench import (
    CONSUMER,
    Workbench,
    is_awaitable,
    is_iterator,
)

NO_LOOP = "no running event loop"
"""What asyncio says to a plain function that makes a task where no loop runs."""

LEAVING_CALLS = 3
"""So many calls must leave something to be done after them, where one has,"""

MOST_CALLS = 7
"""out of so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A variant's result, read to its end; what the call took, and what was made for it."""

    result: Any
    call_s: float
    aside_s: float


class Caller:
    """Calls variants at one size; says which functions it has found to be awaited."""

    def __init__(self, bench: Workbench, found: Callable[[str], object]) -> None:
        self.bench = bench
        self._found = found

    def call(self, variant: str, leaving: Leaving | None = None) -> Called:
        """Call a variant once; ``leaving`` sees what that leaves to be done.

        Raises:
            WrongError: it returns what nobody reads, or nobody awaits.
        """
        began_s = Clock.now_s()
        watch = Stopwatch(leaving)
        result = self._awaited(variant, watch)
        if is_to_await(result):
            raise WrongError(
                f"{variant} is awaited and comes to another {_kind(result)} that nobody awaits: "
                "await it in the variant"
            )
        result = self._read(variant, result, watch)
        return Called(
            result=result,
            call_s=watch.elapsed_s,
            aside_s=max(0.0, Clock.now_s() - began_s - watch.elapsed_s),
        )

    def insist_on_its_end(self, variant: str, leaving: Leaving) -> None:
        """Hold a call against what it has left to be done after it.

        What few of several calls leave is chance: a pool hands on a result, then it is idle.

        Raises:
            WrongError: many of them leave something.
        """
        if self.bench.pair.fresh is not None:
            return
        found, calls = 0, 1
        for more in reversed(range(MOST_CALLS)):
            left = leaving.left()
            found += left is not None
            if found == LEAVING_CALLS:
                raise WrongError(f"{variant} {left}")
            if found + more < LEAVING_CALLS or not (found or leaving.may_leave):
                return
            # Where so many calls leave something, more would only be longer at it.
            calls = leaving.calls if left is None else calls
            leaving = self.leaving(variant)
            self._call_all(variant, leaving, calls)

    def _call_all(self, variant: str, leaving: Leaving, calls: int) -> None:
        """Make so many calls, and look at what they leave together."""
        if calls == 1:  # the loop in which it is awaited runs only within the call
            self.bench.call(variant, around=leaving, consumed=True)
            return
        timed = self.bench.timer(variant)  # those that are awaited are so in one run of the loop
        with leaving:
            timed(calls)

    def leaving(self, variant: str) -> Leaving:
        """What sees what a call of the variant, or its consumer, leaves to be done."""
        bench = self.bench
        is_awaited = bench.awaits(variant) or bench.awaits_consumer
        return Leaving(bench.function(variant), bench.loop if is_awaited else None)

    def consume(self, variant: str) -> None:
        """Call a variant and the consumer.

        Raises:
            WrongError: the consumer returns what nobody reads.
        """
        leaving = self.leaving(variant)
        consumed = self.bench.call(variant, around=leaving, consumed=True)
        if is_awaitable(consumed) and not self.bench.awaits_consumer:
            self._note(CONSUMER)
            consumed = self.bench.settle(consumed)
        left = unread_in(consumed)
        if left is not None:
            raise WrongError(
                f"the consumer makes of the result of {variant} {left.kind} {left.left}: "
                "let it read what it gets to its end"
            )
        self._insist_on_reading(variant)
        self.insist_on_its_end(variant, leaving)

    def _insist_on_reading(self, variant: str) -> None:
        """Let the consumer have a generator, and see whether it begins to read it."""
        bench = self.bench
        result = bench.call(variant, consumed=False)
        if not is_untouched(result):
            return
        consume = bench.pair.consumers[0]
        consumed = consume(result)
        if is_awaitable(consumed):
            bench.settle(consumed)
        if is_untouched(result):
            raise WrongError(
                f"the consumer {consume.__name__} reads nothing of what {variant} returns, "
                "which then costs nothing: let it read what it gets"
            )

    def _awaited(self, variant: str, watch: "Stopwatch") -> Any:
        """The result; a function that needs a loop, or returns what is to be awaited, is noted."""
        bench = self.bench
        if bench.awaits(variant):
            return bench.call(variant, around=watch, consumed=False)
        try:
            result = bench.call(variant, around=watch, consumed=False)
        except RuntimeError as error:
            if NO_LOOP not in str(error):
                raise
            self._note(variant)
            return bench.call(variant, around=watch, consumed=False)
        if not is_to_await(result):
            return result
        self._note(variant)
        with watch:
            return bench.settle(result)

    def _note(self, name: str) -> None:
        self.bench.awaited.add(name)
        # To make the loop is no part of a call.
        _ = self.bench.loop
        self._found(name)

    def _read(self, variant: str, result: Any, watch: "Stopwatch") -> Any:
        """The result, or the list of what it yields where there is a consumer to read it.

        The reading is part of the call; looking whether there is anything to read is not.
        """
        left = unread_in(result)
        if left is None:
            return result
        if not self.bench.pair.consumers:
            raise WrongError(
                f"{variant} returns {left.kind} {left.left}: "
                f"mark {left.reads} with @pair.consumer, or return what comes of it"
            )
        asynchronous = hasattr(type(result), "__aiter__")
        if asynchronous:
            _ = self.bench.loop
        with watch:
            if asynchronous:
                return self.bench.settle(_drained(result))
            return materialised(result) if is_iterator(result) else computed(result)


class Stopwatch:
    """Adds up the time for which it is open; ``leaving`` is open while it is."""

    def __init__(self, leaving: Leaving | None = None) -> None:
        self.elapsed_s = 0.0
        self._began_s = 0.0
        self._leaving: AbstractContextManager[object] = (
            nullcontext() if leaving is None else leaving
        )

    def __enter__(self) -> None:
        self._leaving.__enter__()
        self._began_s = Clock.now_s()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.elapsed_s += Clock.now_s() - self._began_s
        self._leaving.__exit__(kind, error, trace)


async def _drained(iterator: Any) -> list[Any]:
    return [each async for each in iterator]


def _kind(value: object) -> str:
    return type(value).__name__.replace("_", " ")
