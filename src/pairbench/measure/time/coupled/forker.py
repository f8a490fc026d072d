"""The child's side of a fork: one process that forks another for every request.

To serve returns in each child, with its request: a child goes on from where its parent served, and
has no more on its stack for having been forked.
"""

import ctypes
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from pairbench.measure.processes.patience import readable
from pairbench.measure.time.coupled.request import (
    STREAMS,
    Ended,
    Kind,
    Request,
    ask,
    asked,
    line,
    tell,
    told,
)

PR_SET_PDEATHSIG = 1
"""The option of ``prctl`` by which the end of a parent ends its child."""

REHEARSALS = 3

GRACE_S = 1.0

_LIBC = ctypes.CDLL(None)


class Forker:
    """Forks children, and tells the harness how they end; they end with it."""

    def __init__(self, fd: int) -> None:
        """Take the socket on which requests come."""
        self._line = socket.socket(fileno=fd)
        self._line.set_inheritable(False)
        self._children: dict[int, Ended] = {}
        self._forkers: set[int] = set()

    def serve(self) -> Request | None:
        """A child's request, in that child; None in the process itself, when nobody asks more."""
        while True:
            requests = self._line.fileno()
            ready = readable([requests, *self._children])
            for ended in self._children.keys() & set(ready):
                self._bury(ended)
            if requests not in ready:
                continue
            message = asked(self._line)
            if message is None:
                self._end_all()
                return None
            request, fds = message
            if self._fork(request, fds):
                return request

    def rehearse(self) -> None:
        """Fork children that end at once, for all that is made or loaded by the first forks.

        Otherwise the second child of a process would find another heap than the first.
        """
        serving = self._line
        for _ in range(REHEARSALS):
            ours, self._line = line()
            with ours, self._line:
                ask(ours, Request(0, "", (), 0, STREAMS), STREAMS)
                message = asked(self._line)
                if message is not None and self._fork(*message):
                    os._exit(0)
                told(ours)
                readable(self._children)
                self._bury(*self._children)
        self._line = serving

    def _fork(self, request: Request, fds: Sequence[int]) -> bool:
        """Fork a child, and say whether this is it."""
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):  # None, where a file has set it
                stream.flush()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._begin(parent)
            adopt(fds, request.numbers)
            return True
        for fd in fds:
            os.close(fd)
        with suppress(OSError):  # it has ended, or has done it itself
            os.setpgid(pid, pid)
        child = Ended(request.number, pid, None)
        pidfd = os.pidfd_open(pid)
        self._children[pidfd] = child
        if request.kind and Kind(request.kind).forks:
            self._forkers.add(pidfd)
        tell(self._line, child)
        return False

    def _begin(self, parent: int) -> None:
        """What a child does first: lead a group, end with its parent, let go of what is not its."""
        os.setpgid(0, 0)
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        self._line.close()
        for each in self._children:
            os.close(each)

    def _bury(self, pidfd: int) -> None:
        child = self._children.pop(pidfd)
        self._forkers.discard(pidfd)
        os.close(pidfd)
        _, status = os.waitpid(child.pid, 0)
        tell(self._line, child._replace(code=os.waitstatus_to_exitcode(status)))

    def _end_all(self) -> None:
        """End the children and whatever they have started, when the harness may be gone.

        A child that forks knows of that as well, and what its own children have started ends by
        nothing else: it is given a while for it. It may be loading, and know of nothing.
        """
        until_s = time.monotonic() + GRACE_S
        while self._forkers and (left_s := until_s - time.monotonic()) > 0:
            for ended in readable(self._forkers, left_s):
                self._bury(ended)
        for child in self._children.values():
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)


def adopt(fds: Sequence[int], numbers: Sequence[int]) -> None:
    """Give descriptors their numbers, which may be those of others among them.

    The first three are standard streams, and are inherited by what the process starts.
    """
    above = max(numbers) + 1
    moved = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, above) for fd in fds]
    for fd in fds:
        os.close(fd)
    for fd, number in zip(moved, numbers, strict=True):
        os.dup2(fd, number, inheritable=number in STREAMS)
        os.close(fd)
