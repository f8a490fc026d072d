"""Waits for what other processes write, and does not count the time in which nobody could wait.

A command that was stopped, along with what it has started, finds a time-out over when it goes on,
although nobody has had the time.
"""

import select
import time
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

GLANCE_S = 0.5
"""So often it is looked at how late it is: a round is over before that."""

STOPPED_S = 0.25
"""Whoever wakes up later than this was not merely kept waiting for a CPU."""


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
            found, _, _ = select.select(streams, [], [], glance_s)
            took_s = self._clock_s() - began_s
            if took_s - glance_s > STOPPED_S:
                self.stopped_s += took_s - glance_s
            else:
                self._left_s -= took_s
                if not found and self._left_s <= 0:
                    return []
            if found:
                return found
