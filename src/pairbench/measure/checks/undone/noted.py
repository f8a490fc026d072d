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
from functools import partial
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


def plain(callback: Any) -> Any:
    """What is called in the end, without the arguments that it was given beforehand."""
    while isinstance(callback, partial):
        callback = callback.func
    return callback


@contextmanager
def _instead(holder: object, name: str, value: object) -> Iterator[None]:
    """Let a name of a module, or of a class, mean something else for a while."""
    own, is_inherited = getattr(holder, name), name not in vars(holder)
    setattr(holder, name, value)
    try:
        yield
    finally:
        if is_inherited:
            delattr(holder, name)
        else:
            setattr(holder, name, own)


def coroutines_noted(names: list[str]) -> AbstractContextManager[None]:
    """Note the coroutines that end without having begun: the interpreter tells a function of it."""

    def noted(coroutine: Any) -> None:
        names.append(coroutine.__qualname__)

    # A warning may be filtered, or an error.
    return _instead(warnings, "_warn_unawaited_coroutine", noted)


def tasks_noted(
    loop: "asyncio.AbstractEventLoop | None", tasks: "set[asyncio.Task[Any]]"
) -> AbstractContextManager[None]:
    """Note the tasks that the running one begins in any loop, and that they begin.

    A server in a loop has others, which belong to no call. What is begun in a loop that does not
    run is the call's own.
    """
    from asyncio import current_task

    first = None if loop is None else current_task(loop)

    def noted(loop: "asyncio.AbstractEventLoop", task: "asyncio.Task[Any]") -> None:
        by = current_task(loop)
        own = not loop.is_running() if by is None else by is first or by in tasks
        if own:
            tasks.add(task)

    return _all_noted(loop, ("create_task",), noted)


def handles_noted(
    loop: "asyncio.AbstractEventLoop | None", handles: "list[asyncio.Handle]"
) -> AbstractContextManager[None]:
    """Note what any loop is given to call."""
    return _all_noted(loop, ("call_soon", "call_at"), lambda _, handle: handles.append(handle))


@contextmanager
def _all_noted(
    loop: "asyncio.AbstractEventLoop | None",
    methods: tuple[str, ...],
    note: Callable[[Any, Any], object],
) -> Iterator[None]:
    """Note what these methods return, of asyncio's loops and of a ``loop`` of another make."""
    from asyncio import BaseEventLoop

    kinds: list[type] = [BaseEventLoop]
    if loop is not None and not isinstance(loop, BaseEventLoop):
        kinds.append(type(loop))
    with ExitStack() as stack:
        for kind in kinds:
            for method in methods:
                stack.enter_context(own_noted(kind, method, note))
        yield


@contextmanager
def handed_noted(handed: list[Handed]) -> Iterator[None]:
    """Note what pools give this thread for its work; what other threads make is of no call.

    Those of multiprocessing have their own kind, where anybody has imported it.
    """
    pools: Any = sys.modules.get("multiprocessing.pool")

    def future(made: Any, _: object) -> None:
        handed.append(Handed(made, made.done))

    def answer(made: Any, _: object) -> None:
        handed.append(Handed(made, made.ready))

    with ExitStack() as stack:
        stack.enter_context(own_noted(Future, "__init__", future))
        if pools is not None:
            stack.enter_context(own_noted(pools.ApplyResult, "__init__", answer))
        yield


def threads_noted(threads: list[threading.Thread]) -> AbstractContextManager[None]:
    """Note the threads that this one starts; a server's thread may start others meanwhile."""
    return own_noted(threading.Thread, "start", lambda thread, _: threads.append(thread))


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


def own_noted(
    kind: type, method: str, note: Callable[[Any, Any], object]
) -> AbstractContextManager[None]:
    """Note the objects of a kind whose method this thread has called, with what it returned."""
    own, here = getattr(kind, method), threading.get_ident()

    def noted(called: Any, /, *args: Any, **kwargs: Any) -> Any:
        returned = own(called, *args, **kwargs)
        if threading.get_ident() == here:
            note(called, returned)
        return returned

    return _instead(kind, method, noted)
