"""What a call leaves to be done after it: a coroutine that nobody awaits, tasks, pools, processes.

Its work is then outside the clock, or is never done, and the call looks quick.
"""

import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pairbench.measure.checks.undone.deferred import Deferred
from pairbench.measure.checks.undone.noted import (
    Handed,
    coroutines_noted,
    handed_noted,
    handles_noted,
    put_off_noted,
    tasks_noted,
    threads_noted,
)
from pairbench.measure.checks.undone.processes import Twin, all_run, children
from pairbench.measure.checks.undone.threads import Threads
from pairbench.measure.checks.undone.unbegun import Unbegun
from pairbench.measure.processes.clock import Clock

if TYPE_CHECKING:
    import asyncio

    from pairbench.measure.checks.undone.callbacks import Callbacks

GRACE_S = 0.0001
"""What hands on its result in another way than by its end may end so much later,"""

SHARE = 0.1
"""or later by so much of the call."""

TURN_S = 0.001
"""So long a thread may need to come to its end: it is woken for that, and waits for its turn."""

WAITED_S = 0.1
"""So long it is waited for what is left: no more has to be known of it."""

SWITCHED_S = 0.05
"""In a call of this length threads have several turns, and what is left is not done by chance."""

TURNS_S = 0.01
"""Calls that take so long together, looked at as one, show what each leaves to a thread,"""

MOST_CALLS = 100
"""and so many of them, where each takes next to no time."""

LOOKED_EVERY_S = 0.00002

FORGOTTEN = "makes a coroutine ({}) that nobody awaits: await it in the variant"

WAIT = "in the variant, or in Pair(fresh=...) if only handing it over is the question"

TASK = f"begins a task ({{}}) and returns before it is done: await it {WAIT}"
WORK = f"hands work to a pool and returns before it is done: wait for it {WAIT}"
CALLBACK = f"leaves {{}} for its event loop to call and returns before that: wait for it {WAIT}"
THREAD = f"starts a thread and returns before it has ended: join it {WAIT}"
THREADS = f"gives a thread work and returns before it is done: wait for it {WAIT}"
TWIN = "forks, and its child returns from it too: end that with os._exit() in the variant"
PROCESS = f"starts a process and returns before it has ended: wait for it {WAIT}"


class Leaving:
    """A context manager around a call; ``left`` says in words what the call has left to be done.

    ``loop`` is the one in which the call of the ``function`` is awaited, None where it is not. It
    ``may_leave`` something at another call where a thread just had its turn.
    """

    def __init__(
        self, function: Callable[..., Any], loop: "asyncio.AbstractEventLoop | None" = None
    ) -> None:
        self._loop = loop
        self._forgotten: list[str] = []
        self._handed: list[Handed] = []
        self._done_s: list[float] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self._processes: set[int] = set()
        self._twin = Twin()
        self._all_run = False
        self._threads = Threads()
        self._deferred = Deferred(function)
        self._unbegun = Unbegun(function)
        self._callbacks: Callbacks | None = None
        self.may_leave = False
        self.calls = 1
        """So many of them show what one may be too short to show: work of threads adds up."""
        self._hearing = ExitStack()
        self._began_s = self._ended_s = 0.0

    def __enter__(self) -> Self:
        self._processes = children()
        self._threads.begin()
        self._deferred.begin()
        self._hearing.enter_context(coroutines_noted(self._forgotten))
        self._hearing.enter_context(handed_noted(self._handed))
        self._hearing.enter_context(threads_noted(self._threads.begun))
        self._hearing.enter_context(put_off_noted(self._deferred.put_off))
        self._unbegun.hear(self._hearing)
        if "asyncio" in sys.modules:  # where it is not, no loop has been made
            from pairbench.measure.checks.undone.callbacks import Callbacks

            self._callbacks = Callbacks()
            self._hearing.enter_context(tasks_noted(self._loop, self._tasks))
            self._hearing.enter_context(handles_noted(self._loop, self._callbacks.handles))
        self._began_s = Clock.now_s()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._twin.end()
        # First of all: a thread that gets its turn now would be done before it is looked at.
        made, self._handed = self._handed, [each for each in self._handed if not each.is_done()]
        self._ended_s = Clock.now_s()
        self._threads.end()
        self._hearing.close()
        self._unbegun.end()
        # One that is cancelled has only to hear of it.
        self._tasks = {each for each in self._tasks if not each.done() and not each.cancelling()}
        if self._callbacks is not None:
            self._callbacks.end(self._loop)
        for each in self._handed:
            if hasattr(each.future, "add_done_callback"):
                each.future.add_done_callback(lambda _: self._done_s.append(Clock.now_s()))
        # To look for each by its number takes longer than a short one runs.
        self._all_run = not self._processes and all_run()
        self._processes = set() if self._all_run else children() - self._processes
        short = self._ended_s - self._began_s < SWITCHED_S
        self.calls = self._calls_for_threads() if self._threads.are_there else 1
        self.may_leave = short and bool(made or self._all_run or self._threads.are_there)

    def left(self) -> str | None:
        """The first of what the call has left; what ends soon after the call is none of it."""
        looks = (self._of_a_loop, self._of_a_pool, self._of_a_process, self._of_a_thread)
        found = next(filter(None, (look() for look in looks)), None)
        if self._twin.has_come_back:
            return TWIN
        return found or self._unbegun.left() or self._deferred.left(self._grace_s)

    def _of_a_loop(self) -> str | None:
        for name in self._forgotten:
            return FORGOTTEN.format(name)
        for task in self._tasks:
            return TASK.format(getattr(task.get_coro(), "__qualname__", "?"))
        called = None if self._callbacks is None else self._callbacks.longer_than(self._grace_s)
        return None if called is None else CALLBACK.format(called)

    def _of_a_pool(self) -> str | None:
        is_left = bool(self._handed) and self._lasts(lambda: all(e.is_done() for e in self._handed))
        return WORK if is_left else None

    def _of_a_process(self) -> str | None:
        if self._all_run and self._lasts(lambda: not all_run()):
            return PROCESS
        begun = self._processes
        lasts = bool(begun) and self._lasts(lambda: begun.isdisjoint(children()))
        return PROCESS if lasts else None

    def _of_a_thread(self) -> str | None:
        grace_s = max(TURN_S, self._grace_s)
        if self._threads.are_begun():
            threading.Event().wait(grace_s)
        if self._threads.are_begun():
            return THREAD
        return THREADS if self._threads.worked_s(WAITED_S) > grace_s else None

    def _calls_for_threads(self) -> int:
        """As many calls as show what they leave together."""
        took_s = max(self._ended_s - self._began_s, TURNS_S / MOST_CALLS)
        return max(1, int(TURNS_S / took_s))

    @property
    def _grace_s(self) -> float:
        return max(GRACE_S, SHARE * (self._ended_s - self._began_s))

    def _lasts(self, is_done: Callable[[], bool]) -> bool:
        """Whether something is done only some time after the call, or not for a while."""
        until_s = Clock.now_s() + WAITED_S
        pause = threading.Event()
        while not is_done():
            if Clock.now_s() > until_s:
                return True
            pause.wait(LOOKED_EVERY_S)
        # Of most futures it is known when they were done; all else has just ended.
        known = self._done_s and len(self._done_s) == len(self._handed)
        done_s = max(self._done_s) if known else Clock.now_s()
        return done_s > self._ended_s + self._grace_s
