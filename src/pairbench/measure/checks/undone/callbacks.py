"""What a call leaves its event loop to call when it has returned."""

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from pairbench.measure.checks.undone.noted import SOON_S, plain
from pairbench.measure.processes.clock import Clock


class Callbacks:
    """The callbacks of a loop that a call has left to it, and what they take.

    A loop that does not show what it holds has none.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._before: set[int] = set()
        self._took_s: dict[str, float] = {}
        self._waiting = 0

    def begin(self) -> None:
        """Look at what the loop holds before the call."""
        self._before = {id(each) for each in self._held()}

    def end(self) -> None:
        """Time what it holds and did not before."""
        for handle in self._held():
            callback: Any = getattr(handle, "_callback", None)
            if id(handle) in self._before or handle.cancelled() or _is_of_asyncio(callback):
                continue
            if getattr(handle, "_when", 0.0) > self._loop.time() + SOON_S:
                continue
            self._waiting += 1
            opened: Any = handle
            opened._callback = partial(self._timed, callback)  # noqa: SLF001 (the loop calls it)

    def longer_than(self, least_s: float) -> str | None:
        """The name of one that takes longer than this; they are called now, if they were not."""
        if self._waiting:
            self._loop.run_until_complete(self._called())
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

    def _held(self) -> Iterable[asyncio.Handle]:
        own: Any = self._loop
        return [*getattr(own, "_ready", ()), *getattr(own, "_scheduled", ())]


def _is_of_asyncio(callback: Any) -> bool:
    """A step of a task, a wake-up: what the loop does for others."""
    called = plain(callback)
    owner = getattr(called, "__self__", None)
    names = (getattr(called, "__module__", None), type(owner).__module__)
    return any(str(each).partition(".")[0] in ("asyncio", "_asyncio") for each in names)
