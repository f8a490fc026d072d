"""The processes that this one has started: those that run, and one that comes back."""

import mmap
import os
from contextlib import suppress
from pathlib import Path


class Twin:
    """A forked child that comes back from a call as well, and would go on in our place."""

    def __init__(self) -> None:
        """Begin before the call."""
        self._own = os.getpid()
        self._shared = mmap.mmap(-1, 1)

    def end(self) -> None:
        """End such a child; it lets its parent know."""
        if os.getpid() != self._own:
            self._shared[0] = 1
            os._exit(0)

    @property
    def has_come_back(self) -> bool:
        """Whether there was one."""
        return self._shared[0] == 1


def all_run() -> bool:
    """Whether there are processes that this one has started, and none of them has ended."""
    return _has_one_ended() is False


def children() -> set[int]:
    """The processes that this one has started and that run, where the system tells."""
    if _has_one_ended() is None:  # the common case costs nothing
        return set()
    own, found = str(os.getpid()), set()
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            state, parent = entry.read_text(errors="replace").rpartition(")")[2].split()[:2]
            # One that has ended stays there until somebody waits for it.
            if parent == own and state not in "ZX":
                found.add(int(entry.parent.name))
    return found


def _has_one_ended() -> bool | None:
    """Whether a process that this one has started has ended; None where there is none."""
    try:
        return os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except (AttributeError, ChildProcessError):
        return None
