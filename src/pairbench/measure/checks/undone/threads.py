"""The threads that a call starts, or gives work to, and that are at it when it has returned."""

import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from types import FrameType

from pairbench.measure.checks.undone.noted import SOON_S
from pairbench.measure.processes.clock import Clock

STEP_S = 0.001
"""A thread that has used nothing for so long is at rest."""

LOOKED_S = 0.004
"""So long threads are watched before a call: what they use in it they use without one,"""

OWN = 3.0
"""and may use so many times as much after one."""

RESTS_S = 0.3
"""One that does not rest for so long before a call works on its own, whatever is called."""

NOTHING_S = 0.00005
"""So much a thread may use and be at rest: it is woken, and sleeps again."""

POOLS = ("concurrent.futures.", "multiprocessing.")

MACHINERY = frozenset({"threading", "queue", "concurrent.futures.thread"})
"""Modules in which a thread waits until it is given something."""


class Threads:
    """The other threads of this process, before and after a call, which has ``begun`` some."""

    def __init__(self) -> None:
        self._resting: list[Thread] = []
        self._share: dict[Thread, float] = {}
        self._used_s: dict[Thread, float] = {}
        self.begun: list[Thread] = []
        self._ended_s = 0.0

    @property
    def are_there(self) -> bool:
        """Whether a call could have given any thread something to do."""
        return bool(self._resting or self.begun)

    def begin(self) -> None:
        """Look at the threads that are there before the call, when they have come to rest."""
        frames = sys._current_frames()  # noqa: SLF001 (documented)
        before = [each for each in _others() if not _is_of_a_pool(frames.get(each.ident or 0))]
        if not before:
            return
        moving = _moving(before, RESTS_S)
        self._resting = [each for each in before if each not in moving]
        used_s = {each: _used_s(each) for each in self._resting}
        began_s = Clock.now_s()
        threading.Event().wait(LOOKED_S)
        passed_s = Clock.now_s() - began_s
        self._share = {each: (_used_s(each) - used_s[each]) / passed_s for each in self._resting}

    def end(self) -> None:
        """Look at those that are there when the call has returned."""
        self._used_s = {each: _used_s(each) for each in self._resting}
        self._ended_s = Clock.now_s()

    def are_begun(self) -> bool:
        """Whether one that the call has started is still at something."""
        frames = sys._current_frames()  # noqa: SLF001 (documented)
        return any(
            each.is_alive() and _is_at_work(each, frames.get(each.ident or 0))
            for each in self.begun
        )

    def worked_s(self, until_s: float) -> float:
        """The most that one has used since the end of the call, beside what it uses anyway."""
        if not self._resting:
            return 0.0
        _moving(self._resting, until_s)
        passed_s = OWN * (Clock.now_s() - self._ended_s)
        return max(
            _used_s(each) - self._used_s[each] - passed_s * self._share[each]
            for each in self._resting
        )


def _others() -> Iterable[Thread]:
    here = threading.current_thread()
    return (each for each in threading.enumerate() if each is not here)


def _moving(threads: Iterable[Thread], longest_s: float) -> set[Thread]:
    """Wait until the threads are at rest; those that are not by then."""
    until_s, pause = Clock.now_s() + longest_s, threading.Event()
    moving = {each: _used_s(each) for each in threads}
    while True:
        pause.wait(STEP_S)
        now = {each: _used_s(each) for each in moving}
        # One that waits for a processor, on a busy machine, has something to do as well.
        moving = {
            each: now[each]
            for each in now
            if now[each] - moving[each] > NOTHING_S or _is_to_run(each)
        }
        if not moving or Clock.now_s() > until_s:
            return set(moving)


def _used_s(thread: Thread) -> float:
    """The time of the processor that a thread has used, where the system tells."""
    if sys.platform != "linux" or thread.native_id is None:
        return 0.0
    try:
        # The clock of a thread by the number that the system gives it: of one that has ended
        # there is none, where that by its other number would read what is not there any more.
        return time.clock_gettime((~thread.native_id << 3) | 6)
    except OSError:
        return 0.0


def _is_of_a_pool(frame: FrameType | None) -> bool:
    """Whether it hands on what a pool is given, of which the pool's own answers tell."""
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith(POOLS):
            return True
        frame = frame.f_back
    return False


def _is_to_run(thread: Thread) -> bool:
    """Whether it runs, or would if it had a processor, where the system tells."""
    try:
        said = Path(f"/proc/self/task/{thread.native_id}/stat").read_text(errors="replace")
    except OSError:
        return False
    return said.rpartition(")")[2].split()[0] == "R"


def _is_at_work(thread: Thread, frame: FrameType | None) -> bool:
    """Whether it does anything but wait to be given something."""
    if isinstance(thread, threading.Timer):
        return thread.interval <= SOON_S
    if frame is None:
        return True
    if frame.f_code is Thread.run.__code__:
        return True
    name = frame.f_globals.get("__name__", "")
    return name not in MACHINERY and not name.startswith("multiprocessing.")
