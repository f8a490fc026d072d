"""How the check calls a variant: timed, awaited if it turns out to be needed, read to its end."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from pairbench.measure.checks.results import WrongError
from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.workbench import (
    CONSUMER,
    Workbench,
    is_async_iterator,
    is_awaitable,
    is_iterator,
)

NO_LOOP = "no running event loop"
"""What asyncio says to a plain function that makes a task where no loop runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A variant's result, read to its end; what the call took, and what was made for it."""

    result: Any
    call_s: float
    aside_s: float


class Caller:
    """Calls variants at one size; says which functions it has found to be awaited."""

    def __init__(self, bench: Workbench, found: Callable[[str], object]) -> None:
        self._bench = bench
        self._found = found

    def call(self, variant: str) -> Called:
        """Call a variant once.

        Raises:
            WrongError: it returns what nobody reads, or nobody awaits.
        """
        began_s = Clock.now_s()
        watch = Stopwatch()
        result = self._awaited(variant, watch)
        if is_awaitable(result):
            raise WrongError(
                f"{variant} is awaited and comes to another {_kind(result)} that nobody awaits: "
                "await it in the variant"
            )
        with watch:
            result = self._read(variant, result)
        return Called(
            result=result,
            call_s=watch.elapsed_s,
            aside_s=max(0.0, Clock.now_s() - began_s - watch.elapsed_s),
        )

    def consume(self, variant: str) -> None:
        """Call a variant and the consumer.

        Raises:
            WrongError: the consumer returns what nobody reads.
        """
        consumed = self._bench.call(variant, consumed=True)
        if is_awaitable(consumed) and not self._bench.awaits_consumer:
            self._note(CONSUMER)
            consumed = self._bench.settle(consumed)
        if is_iterator(consumed) or is_async_iterator(consumed) or is_awaitable(consumed):
            raise WrongError(
                f"the consumer makes of the result of {variant} a {_kind(consumed)} "
                "that nobody reads: let it read what it gets to its end"
            )

    def _awaited(self, variant: str, watch: "Stopwatch") -> Any:
        """The result; a function that needs a loop, or returns what is to be awaited, is noted."""
        bench = self._bench
        if bench.awaits(variant):
            return bench.call(variant, around=watch, consumed=False)
        try:
            result = bench.call(variant, around=watch, consumed=False)
        except RuntimeError as error:
            if NO_LOOP not in str(error):
                raise
            self._note(variant)
            return bench.call(variant, around=watch, consumed=False)
        if not is_awaitable(result):
            return result
        self._note(variant)
        with watch:
            return bench.settle(result)

    def _note(self, name: str) -> None:
        self._bench.awaited.add(name)
        self._found(name)

    def _read(self, variant: str, result: Any) -> Any:
        """The result, or the list of what it yields where there is a consumer to read it."""
        later = is_async_iterator(result)
        if not later and not is_iterator(result):
            return result
        if not self._bench.pair.consumers:
            kind = "an asynchronous iterator" if later else "an iterator"
            reads = (
                "a function that reads it, an async def with async for,"
                if later
                else ("a function that reads it")
            )
            raise WrongError(
                f"{variant} returns {kind} that nobody reads: mark {reads} with @pair.consumer"
            )
        return self._bench.settle(_drained(result)) if later else list(result)


class Stopwatch:
    """Adds up the time for which it is open."""

    def __init__(self) -> None:
        self.elapsed_s = 0.0
        self._began_s = 0.0

    def __enter__(self) -> None:
        self._began_s = Clock.now_s()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.elapsed_s += Clock.now_s() - self._began_s


async def _drained(iterator: Any) -> list[Any]:
    return [each async for each in iterator]


def _kind(value: object) -> str:
    return type(value).__name__.replace("_", " ")
