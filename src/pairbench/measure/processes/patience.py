"""Waits for what other processes write, and does not count the time in which nobody could wait.

A command that was stopped, along with what it has started, finds a time-out over when it goes on,
although nobody has had the time.
"""

import errno
import os
import time
from collections.abc import Callable, Iterable, Sequence

# Taken here, before a file that is loaded later can put others in their place.
from select import POLLIN, POLLNVAL, poll
from typing import Protocol, TypeVar

GLANCE_S = 0.5
"""So often it is looked at how late it is: a round is over before that."""

STOPPED_S = 0.25
"""Whoever wakes up later than this was not merely kept waiting for a CPU."""


def readable(fds: Iterable[int], timeout_s: float | None = None) -> list[int]:
    """Those that can be read, or whose other end is gone, within this time; None waits for one.

    Unlike ``select`` it takes descriptors from 1,024 on, which whoever has many files open has.

    Raises:
        OSError: one of them is closed.
    """
    asking = poll()
    for fd in fds:
        asking.register(fd, POLLIN)
    found = asking.poll(None if timeout_s is None else 1_000 * timeout_s)
    if any(event & POLLNVAL for _, event in found):
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return [fd for fd, _ in found]


class Stream(Protocol):
    """What can be waited for."""

    def fileno(self) -> int:
        """Its descriptor."""


Waited = TypeVar("Waited", bound=Stream)


class Patience:
    """So many seconds of waiting, at one time or several."""

    def __init__(self, timeout_s: float, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._left_s = timeout_s
        self._clock_s = clock_s
        self.stopped_s = 0.0
        """How long this process was stopped while it waited, or slept with the machine."""

    def ready(self, streams: Sequence[Waited]) -> list[Waited]:
        """Those that can be read; none when the time is up."""
        while True:
            glance_s = max(0.0, min(self._left_s, GLANCE_S))
            began_s = self._clock_s()
            fds = readable([each.fileno() for each in streams], glance_s)
            found = [each for each in streams if each.fileno() in fds]
            took_s = self._clock_s() - began_s
            if took_s - glance_s > STOPPED_S:
                self.stopped_s += took_s - glance_s
            else:
                self._left_s -= took_s
                if not found and self._left_s <= 0:
                    return []
            if found:
                return found
