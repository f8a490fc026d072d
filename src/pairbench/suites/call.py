"""A call that another tool would have timed, as the one variant of a pair."""

import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NoReturn

from pairbench.core.authoring.pair import MakeTimer, Pair
from pairbench.core.errors import SkippedError, SuiteError
from pairbench.suites.lazy import undone
from pairbench.suites.spent import Unspent, held_by, kept_by

Arguments = tuple[tuple[Any, ...], Mapping[str, Any]]

NOT_COMPARED = "a suite of another tool does not say which results are equal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What is to be measured.

    ``setup`` is called before each call, outside the clock, and may give its arguments;
    ``teardown`` with those arguments after it. ``make_timer`` is the tool's own way to time so many
    calls. What raises one of ``skips`` says that it is not to be measured. A result is kept, and
    counts as memory that the call retains, where that ``keeps_result``. What a call returns is
    awaited where that ``awaits``: not every tool does. The benchmark is a method of its ``owner``,
    if it has one.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    setup: Callable[[], Arguments | None] | None = None
    teardown: Callable[..., object] | None = None
    make_timer: MakeTimer | None = None
    skips: tuple[type[BaseException], ...] = ()
    keeps_result: bool = False
    awaits: bool = True
    owner: object = None

    def reachable(self) -> Iterator[object]:
        """What a call can read that was there before it."""
        yield from (*self.args, *self.kwargs.values())
        yield from (*held_by(self.function), *kept_by(self.owner))


class Handed:
    """The variant: it is there before the call that it makes, which comes when a suite is open."""

    def __init__(self, name: str) -> None:
        self.__name__ = name
        self.call: Call | None = None
        self._arguments: Arguments = ((), {})
        self._is_set_up = False
        self._is_used = False
        self._is_within_a_loop = False
        self._unspent: Unspent | None = None
        self._told: list[str] | None = None

    def hand(self, call: Call, pair: Pair) -> None:
        """From now on this is what the pair's variant calls.

        The program that has given it stands still, and whether in an event loop can be seen now.
        When the call is made, the loop that runs may be one of the worker's.
        """
        self.call = call
        self._is_within_a_loop = _is_within_a_loop()
        self._arguments = (call.args, call.kwargs)
        self._told = pair.told
        pair.fresh = None if call.setup is None else self._begin
        if call.setup is not None:
            pair.endings.append(self._end)

    def __call__(self, _given: object) -> Any:
        """Make the call once; its result is given back if it counts, or must be awaited."""
        call = self._handed
        args, kwargs = self._arguments
        unspent, self._is_used = self._looked_at(), True
        try:
            result = call.function(*args, **kwargs)
        except call.skips as error:
            raise SkippedError(str(error) or type(error).__name__) from error
        except Exception as error:
            if unspent is not None and unspent.is_asked_again and (why := unspent.why()):
                # A parser that is given nothing says something else of it.
                raise SkippedError(why) from error
            raise
        if unspent is not None and (why := unspent.why()) is not None:
            raise SkippedError(why)
        if self._told is not None:
            self._told.extend(_noticed(unspent, result, awaits=call.awaits))
        if call.awaits and hasattr(type(result), "__await__"):
            if self._is_within_a_loop:
                _refuse(result)
            return result
        return result if call.keeps_result else None

    def make_timer(self, now_s: Callable[[], float]) -> Callable[[int], float] | None:
        """The tool's own, or a loop around the function alone; None where each call is set up."""
        call = self._handed
        if call.make_timer is not None:
            return call.make_timer(now_s)
        if call.setup is not None:
            return None
        function, args, kwargs = call.function, call.args, call.kwargs

        def timed(loops: int) -> float:
            start_s = now_s()
            for _ in repeat(None, loops):
                function(*args, **kwargs)
            return now_s() - start_s

        return timed

    @property
    def _handed(self) -> Call:
        if self.call is None:
            raise RuntimeError(f"{self.__name__} is called before its suite is open")
        return self.call

    def _looked_at(self) -> Unspent | None:
        """What the next call may use up; of what only a second call tells, once more for that."""
        if self._handed.setup is not None:
            return None
        if not self._is_used:
            self._unspent = Unspent(self._handed.reachable, drifts=self._told is not None)
            return self._unspent
        again, self._unspent = self._unspent, None
        if again is None or not again.asks_again:
            return None
        again.begin_again()
        return again

    def _begin(self) -> None:
        """Set the next call up; what no call has used since is set up still."""
        if self._is_set_up and not self._is_used:
            return
        self._end()
        call = self._handed
        given = None if call.setup is None else call.setup()
        self._arguments = (call.args, call.kwargs) if given is None else given
        self._is_set_up, self._is_used = True, False

    def _end(self) -> None:
        """Take back what the last call was set up with."""
        call = self._handed
        if self._is_set_up and call.teardown is not None:
            args, kwargs = self._arguments
            call.teardown(*args, **kwargs)
        self._is_set_up = False


def _noticed(unspent: Unspent | None, result: object, *, awaits: bool) -> Iterator[str]:
    """What is to be said of a call that is measured all the same."""
    if unspent is not None and unspent.is_asked_again:
        yield from unspent.drift()
    if isinstance(result, Coroutine) and awaits:
        return
    why = undone(result)
    if why is not None:
        yield why


def _is_within_a_loop() -> bool:
    """Whether an event loop runs in this thread."""
    loops = sys.modules.get("asyncio.events")
    return loops is not None and loops._get_running_loop() is not None  # noqa: SLF001 (the other one raises)


def _refuse(awaitable: Any) -> NoReturn:
    """What must be awaited cannot be, within a loop that already runs.

    Raises:
        SuiteError: always.
    """
    if isinstance(awaitable, Coroutine):
        awaitable.close()
    raise SuiteError(WITHIN_A_LOOP)


WITHIN_A_LOOP = (
    "its call returns a coroutine, and it stands in an event loop that runs already: take the test "
    "out of the loop (def for async def), where benchmark(function) awaits what the call returns"
)


def pair_of(*handed: Handed) -> Pair:
    """A pair of these variants, which get nothing; of two the first is the baseline."""
    pair = Pair(sizes=(1,), axis="calls", differs=NOT_COMPARED)
    pair.input(_nothing)
    for number, each in enumerate(handed):
        mark = pair.bad if number == 0 and len(handed) > 1 else pair.good
        mark(each)
        pair.timers[each.__name__] = each.make_timer
    return pair


def _nothing(_size: int, _opened: object = None) -> None:
    """The input of what brings its own arguments."""
