"""What is made while a call runs and has an end of its own: coroutines, tasks, futures."""

import atexit
import sys
import threading
import warnings
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

SOON_S = 0.1
"""What is to be called later than this is for another time: it ends what has stood too long."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """What is to be called at the end of the process, or of an object: ``how`` names the way."""

    how: str
    callback: Any
    is_due: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Handed:
    """What a pool has given for work that it does: ``is_done`` asks it."""

    future: Any
    is_done: Callable[[], bool]


@contextmanager
def _instead(holder: object, name: str, value: object) -> Iterator[None]:
    """Let a name of a module, or of a class, mean something else for a while."""
    own = getattr(holder, name)
    setattr(holder, name, value)
    try:
        yield
    finally:
        setattr(holder, name, own)


def coroutines_noted(names: list[str]) -> AbstractContextManager[None]:
    """Note the coroutines that end without having begun: the interpreter tells a function of it."""

    def noted(coroutine: Any) -> None:
        names.append(coroutine.__qualname__)

    # A warning may be filtered, or an error.
    return _instead(warnings, "_warn_unawaited_coroutine", noted)


@contextmanager
def tasks_noted(
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


@contextmanager
def handed_noted(handed: list[Handed]) -> Iterator[None]:
    """Note what pools give this thread for its work; what other threads make is of no call.

    Those of multiprocessing have their own kind, where anybody has imported it.
    """
    pools: Any = sys.modules.get("multiprocessing.pool")
    with ExitStack() as stack:
        stack.enter_context(_made_noted(Future, "done", handed))
        if pools is not None:
            stack.enter_context(_made_noted(pools.ApplyResult, "ready", handed))
        yield


def threads_noted(threads: list[threading.Thread]) -> AbstractContextManager[None]:
    """Note the threads that this one starts; a server's thread may start others meanwhile."""
    own, here = threading.Thread.start, threading.get_ident()

    def noted(thread: threading.Thread) -> None:
        own(thread)
        if threading.get_ident() == here:
            threads.append(thread)

    return _instead(threading.Thread, "start", noted)


@contextmanager
def put_off_noted(put_off: list[PutOff]) -> Iterator[None]:
    """Note what is registered to be called later, by whichever thread."""
    register, begin = atexit.register, weakref.finalize.__init__

    def registered(callback: Any, *args: Any, **kwargs: Any) -> Any:
        put_off.append(PutOff("atexit", callback, lambda: True))
        return register(callback, *args, **kwargs)

    def begun(finalizer: Any, of: Any, callback: Any, /, *args: Any, **kwargs: Any) -> None:
        begin(finalizer, of, callback, *args, **kwargs)
        put_off.append(PutOff("weakref.finalize", callback, lambda: finalizer.alive))

    with _instead(atexit, "register", registered), _instead(weakref.finalize, "__init__", begun):
        yield


def _made_noted(kind: type, is_done: str, handed: list[Handed]) -> AbstractContextManager[None]:
    own, here = kind.__init__, threading.get_ident()  # type: ignore[misc]

    def noted(future: Any, *args: Any, **kwargs: Any) -> None:
        own(future, *args, **kwargs)
        if threading.get_ident() == here:
            handed.append(Handed(future, getattr(future, is_done)))

    return _instead(kind, "__init__", noted)
