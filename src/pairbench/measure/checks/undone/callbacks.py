"""What a call leaves to event loops to call when it has returned."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from pairbench.measure.checks.undone.noted import SOON_S, plain
from pairbench.measure.processes.clock import Clock


class Callbacks:
    """The ``handles`` of callbacks that a call has given to loops, and what they take after it.

    A loop that does not show what it holds has none.
    """

    def __init__(self) -> None:
        self.handles: list[asyncio.Handle] = []
        self._loops: list[asyncio.AbstractEventLoop] = []
        self._took_s: dict[str, float] = {}
        self._waiting = 0

    def end(self, awaiting: asyncio.AbstractEventLoop | None) -> None:
        """Time what loops still hold; one that runs, but the ``awaiting`` one, is a thread's."""
        made = {id(each) for each in self.handles}
        loops: set[Any] = {getattr(each, "_loop", None) for each in self.handles}
        for loop in loops - {None}:
            if loop.is_closed() or (loop.is_running() and loop is not awaiting):
                continue
            due = [e for e in _held(loop) if id(e) in made and _is_of_the_call(e, loop)]
            if due:
                self._loops.append(loop)
            for handle in due:
                self._waiting += 1
                opened: Any = handle
                opened._callback = partial(self._timed, opened._callback)  # noqa: SLF001 (it calls this)
        self.handles.clear()

    def longer_than(self, least_s: float) -> str | None:
        """The name of one that takes longer than this; they are called now, if they were not."""
        for loop in self._loops:
            loop.run_until_complete(self._called())
        self._loops.clear()
        return next((name for name, took_s in self._took_s.items() if took_s > least_s), None)

    async def _called(self) -> None:
        # They come due in between; one that has been cancelled since never does.
        for _ in range(200):
            if not self._waiting:
                return
            await asyncio.sleep(SOON_S / 100)

    def _timed(self, callback: Callable[..., object], *args: object) -> None:
        began_s = Clock.now_s()
        try:
            callback(*args)
        finally:
            self._waiting -= 1
            name = getattr(callback, "__qualname__", repr(callback))
            self._took_s[name] = self._took_s.get(name, 0.0) + Clock.now_s() - began_s


def _held(loop: Any) -> Iterable[asyncio.Handle]:
    return [*getattr(loop, "_ready", ()), *getattr(loop, "_scheduled", ())]


def _is_of_the_call(handle: asyncio.Handle, loop: asyncio.AbstractEventLoop) -> bool:
    """Whether it is to be called soon, and does the work of whoever has asked for it."""
    if handle.cancelled() or _is_of_asyncio(getattr(handle, "_callback", None)):
        return False
    return bool(getattr(handle, "_when", 0.0) <= loop.time() + SOON_S)


def _is_of_asyncio(callback: Any) -> bool:
    """A step of a task, a wake-up: what the loop does for others."""
    called = plain(callback)
    owner = getattr(called, "__self__", None)
    names = (getattr(called, "__module__", None), type(owner).__module__)
    return any(str(each).partition(".")[0] in ("asyncio", "_asyncio") for each in names)
