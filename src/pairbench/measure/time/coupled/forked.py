"""The parent's side of a fork: asks a process for a child, and talks with the child."""

import os
import socket
import subprocess  # nosec B404: only for the error of a wait that was too long
import time
from collections.abc import Sequence
from contextlib import ExitStack
from signal import SIGKILL

from pairbench.core.records.measurement import Trouble
from pairbench.measure.processes.limits.printed import Printed
from pairbench.measure.processes.patience import readable
from pairbench.measure.processes.process import Worker, WorkerFailedError
from pairbench.measure.processes.protocol import free_in_workers
from pairbench.measure.time.coupled.request import (
    FORKER_FD,
    STREAMS,
    Ended,
    Kind,
    Request,
    ask,
    line,
    told,
)

FORKED_WITHIN_S = 120.0
"""How long a process may take to fork a child; a root that has just been started loads first."""


class Forks:
    """The children of a process that forks, as far as it has told of them."""

    def __init__(self) -> None:
        """Make both ends of the socket; ``theirs`` is for the process that forks.

        A root inherits it as it is.
        """
        self._ours, theirs = line()
        with theirs:
            self.theirs = socket.socket(fileno=free_in_workers(theirs.fileno()))
        self._asked = 0
        self._known: dict[int, Ended] = {}
        self._gone = False

    def close(self) -> None:
        """Ask no more: the process ends, and its children with it."""
        self._ours.close()
        self.theirs.close()

    def ask(self, kind: Kind, arguments: Sequence[str], shift: int, fds: Sequence[int]) -> int:
        """Ask for a child with standard streams and these descriptors; its number is returned.

        The first three of ``fds`` become the streams. Those after them keep their numbers, but for
        the socket of a stem.

        Raises:
            WorkerFailedError: the process that forks is gone.
        """
        self._asked += 1
        others = [FORKER_FD] * kind.forks + [*fds[len(STREAMS) + kind.forks :]]
        request = Request(self._asked, kind, arguments, shift, [*STREAMS, *others])
        try:
            ask(self._ours, request, fds)
        except OSError as error:
            message = "the process that it was to be forked from has ended"
            raise WorkerFailedError(Trouble.DIED, message, "") from error
        return self._asked

    def pid(self, number: int) -> int:
        """The process of a child.

        Raises:
            ProcessLookupError: the process that forks is gone, or does not answer.
        """
        deadline = time.monotonic() + FORKED_WITHIN_S
        while number not in self._known:
            if self._gone or not self._hear(deadline - time.monotonic()):
                raise ProcessLookupError("there is nobody to fork it")
        return self._known[number].pid

    def code(self, number: int, timeout_s: float | None) -> int | None:
        """How a child ended; None if it still runs after this time.

        The children of a process that is gone are gone as well.
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        while (code := self._code(number)) is None:
            left_s = None if deadline is None else deadline - time.monotonic()
            if not self._hear(left_s):
                return None
        return code

    def _code(self, number: int) -> int | None:
        child = self._known.get(number)
        if child is not None and child.code is not None:
            return child.code
        return -SIGKILL if self._gone else None

    def _hear(self, timeout_s: float | None) -> bool:
        """Take in what is told within this time, and say whether anything was."""
        if timeout_s is not None and timeout_s < 0:
            timeout_s = 0.0
        if not readable([self._ours.fileno()], timeout_s):
            return False
        answer = told(self._ours)
        if answer is None:
            self._gone = True
        else:
            self._known[answer.number] = answer
        return True


class Child:
    """A child of another process; it can be waited for as one of our own."""

    def __init__(self, forks: Forks, number: int) -> None:
        self._forks = forks
        self._number = number
        self.returncode: int | None = None

    @property
    def pid(self) -> int:
        """The number of its process, and of its group.

        Raises:
            ProcessLookupError: there is none, and will be none.
        """
        return self._forks.pid(self._number)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, so many seconds at most.

        Raises:
            subprocess.TimeoutExpired: it still runs.
        """
        if self.returncode is None:
            self.returncode = self._forks.code(self._number, timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("a forked worker", timeout or 0.0)
        return self.returncode


def forked(
    forks: Forks,
    kind: Kind,
    *,
    arguments: Sequence[str] = (),
    shift: int = 0,
    fds: Sequence[int] = (),
    forker: socket.socket | None = None,
) -> Worker:
    """A child of the given kind, which inherits these descriptors; a stem gets its socket.

    Raises:
        WorkerFailedError: the process that forks is gone.
    """
    with ExitStack() as stack:
        incoming, to_worker = os.pipe()
        from_worker, outgoing = os.pipe()
        stack.callback(os.close, incoming)
        stack.callback(os.close, outgoing)
        with ExitStack() as ours:
            streams = (
                ours.enter_context(os.fdopen(to_worker, "wb", buffering=0)),
                ours.enter_context(os.fdopen(from_worker, "rb", buffering=0)),
            )
            printed = Printed()
            ours.callback(printed.close)
            given = [incoming, outgoing, printed.fileno()]
            given += [] if forker is None else [forker.fileno()]
            number = forks.ask(kind, arguments, shift, [*given, *fds])
            child = Child(forks, number)
            ours.pop_all()
            printed.hand_over()
    return Worker(child, to_worker=streams[0], from_worker=streams[1], printed=printed)
