"""What a call leaves to be done after it: a coroutine that nobody awaits, tasks, pools, processes.

Its work is then outside the clock, or is never done, and the call looks quick.
"""

import os
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pairbench.measure.processes.clock import Clock

if TYPE_CHECKING:
    import asyncio

GRACE_S = 0.0001
"""What hands on its result in another way than by its end may end so much later,"""

SHARE = 0.1
"""or later by so much of the call."""

WAITED_S = 0.1
"""So long it is waited for what is left: no more has to be known of it."""

SWITCHED_S = 0.05
"""In a call of this length threads have several turns, and what is left is not done by chance."""

LOOKED_EVERY_S = 0.00002

FORGOTTEN = "makes a coroutine ({}) that nobody awaits: await it in the variant"

WAIT = "in the variant, or in Pair(fresh=...) if only handing it over is the question"

TASK = f"begins a task ({{}}) and returns before it is done: await it {WAIT}"
WORK = f"hands work to a pool and returns before it is done: wait for it {WAIT}"
PROCESS = f"starts a process and returns before it has ended: wait for it {WAIT}"


class Leaving:
    """A context manager around a call; ``left`` says in words what the call has left to be done.

    ``loop`` is the one in which the call is awaited, None where it is not. It ``may_leave``
    something at another call where a thread just had its turn.
    """

    def __init__(self, loop: "asyncio.AbstractEventLoop | None" = None) -> None:
        self._loop = loop
        self._forgotten: list[str] = []
        self._futures: list[Future[Any]] = []
        self._done_s: list[float] = []
        self._tasks: set[asyncio.Task[Any]] = set()
        self._processes: set[int] = set()
        self._all_run = False
        self.may_leave = False
        self._hearing = ExitStack()
        self._began_s = self._ended_s = 0.0

    def __enter__(self) -> Self:
        self._processes = _children()
        self._hearing.enter_context(_coroutines_noted(self._forgotten))
        self._hearing.enter_context(_futures_noted(self._futures))
        if self._loop is not None:
            self._hearing.enter_context(_tasks_noted(self._loop, self._tasks))
        self._began_s = Clock.now_s()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # First of all: a thread that gets its turn now would be done before it is looked at.
        made, self._futures = self._futures, [each for each in self._futures if not each.done()]
        self._ended_s = Clock.now_s()
        self._hearing.close()
        # One that is cancelled has only to hear of it.
        self._tasks = {each for each in self._tasks if not each.done() and not each.cancelling()}
        for each in self._futures:
            each.add_done_callback(lambda _: self._done_s.append(Clock.now_s()))
        # To look for each by its number takes longer than a short one runs.
        self._all_run = not self._processes and _all_run()
        self._processes = set() if self._all_run else _children() - self._processes
        short = self._ended_s - self._began_s < SWITCHED_S
        self.may_leave = short and bool(made or self._all_run)

    def left(self) -> str | None:
        """What the call has left; what ends soon after the call is none of it."""
        for name in self._forgotten:
            return FORGOTTEN.format(name)
        for task in self._tasks:
            return TASK.format(getattr(task.get_coro(), "__qualname__", "?"))
        if self._futures and self._lasts(lambda: len(self._done_s) == len(self._futures)):
            return WORK
        if self._all_run and self._lasts(lambda: not _all_run()):
            return PROCESS
        begun = self._processes
        lasts = bool(begun) and self._lasts(lambda: begun.isdisjoint(_children()))
        return PROCESS if lasts else None

    def _lasts(self, is_done: Callable[[], bool]) -> bool:
        """Whether something is done only some time after the call, or not for a while."""
        grace_s = max(GRACE_S, SHARE * (self._ended_s - self._began_s))
        until_s = Clock.now_s() + WAITED_S
        pause = threading.Event()
        while not is_done():
            if Clock.now_s() > until_s:
                return True
            pause.wait(LOOKED_EVERY_S)
        # Of a future it is known when it was done, of a process that it has just ended.
        done_s = max(self._done_s) if self._futures else Clock.now_s()
        return done_s > self._ended_s + grace_s


@contextmanager
def _instead(holder: object, name: str, value: object) -> Iterator[None]:
    """Let a name of a module, or of a class, mean something else for a while."""
    own = getattr(holder, name)
    setattr(holder, name, value)
    try:
        yield
    finally:
        setattr(holder, name, own)


def _coroutines_noted(names: list[str]) -> AbstractContextManager[None]:
    """Note the coroutines that end without having begun: the interpreter tells a function of it."""

    def noted(coroutine: Any) -> None:
        names.append(coroutine.__qualname__)

    # A warning may be filtered, or an error.
    return _instead(warnings, "_warn_unawaited_coroutine", noted)


@contextmanager
def _tasks_noted(
    loop: "asyncio.AbstractEventLoop", tasks: "set[asyncio.Task[Any]]"
) -> Iterator[None]:
    """Note the tasks that the running one begins, and that they begin.

    A server in its loop has others, which belong to no call.
    """
    from asyncio import Task, current_task

    own: Any = loop.get_task_factory()
    first = current_task(loop)

    def noted(loop: "asyncio.AbstractEventLoop", coroutine: Any, **kwargs: Any) -> Any:
        by = current_task(loop)
        make = own or (lambda loop, coroutine, **kwargs: Task(coroutine, loop=loop, **kwargs))
        task = make(loop, coroutine, **kwargs)
        if by is not None and (by is first or by in tasks):
            tasks.add(task)
        return task

    loop.set_task_factory(noted)
    try:
        yield
    finally:
        loop.set_task_factory(own)


def _futures_noted(futures: list[Future[Any]]) -> AbstractContextManager[None]:
    """Note the futures that this thread makes; what other threads make belongs to no call."""
    own, here = Future.__init__, threading.get_ident()

    def noted(future: Future[Any], *args: Any, **kwargs: Any) -> None:
        own(future, *args, **kwargs)
        if threading.get_ident() == here:
            futures.append(future)

    return _instead(Future, "__init__", noted)


def _all_run() -> bool:
    """Whether there are processes that this one has started, and none of them has ended."""
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    except (AttributeError, ChildProcessError):
        return False


def _children() -> set[int]:
    """The processes that this one has started and that run, where the system tells."""
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except (AttributeError, ChildProcessError):  # there are none: the common case costs nothing
        return set()
    own, found = str(os.getpid()), set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            state, parent = entry.read_text(errors="replace").rpartition(")")[2].split()[:2]
            # One that has ended stays there until somebody waits for it.
            if parent == own and state not in "ZX":
                found.add(int(entry.parent.name))
    return found
