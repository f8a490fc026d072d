"""The messages between the parent and a worker process, one JSON object a line.

The parent writes to the worker's standard input: first a job, then what else this kind of worker
needs. The worker answers on what was its standard output; its own prints go to standard error,
of which the parent keeps the end.
"""

import errno
import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from json import dumps, loads
from typing import Any, NamedTuple, TextIO

from pairbench.core.errors import SkippedError, in_one_line

RESULT_FD = 30
"""The worker's answers leave here: a number that nothing else uses, and the same in every worker,
so that their command lines are equal."""

LOWEST_FREE_FD = 64
"""Descriptors from here on are free in every worker: those that have numbers of their own, as the
answers, have lower ones."""

LOADED = "loaded"
LOADING = "loading"
READY = "ready"
DONE = "done"

SPOILT = "wrote into a descriptor that is pairbench's own, and spoilt its answer"
"""What is said of a variant, or a file, whose worker gives an answer that is none of ours."""


class ParentGoneError(Exception):
    """The parent has closed the line: there is nobody left to work for."""


class Job(NamedTuple):
    """What a worker needs to find and call one variant of a pair at one size.

    ``root`` and ``sources`` are folders to import from, ``folder`` the one to be in, ``slowed_by``
    and ``ballast_bytes`` what a canary has: ``core.entry.Place`` says more. ``resource`` is the
    pickled value of a resource that is open for the whole run, as text. ``awaited`` are the
    functions of the pair whose results the check has found to be awaitable. ``suite`` is the kind
    of suite that the file belongs to, empty for a pair file.
    """

    root: str
    sources: list[str]
    file: str
    attribute: str
    variant: str
    size: int
    resource: str | None
    slowed_by: float
    ballast_bytes: int
    folder: str | None = None
    awaited: Sequence[str] = ()
    suite: str = ""

    def encode(self) -> str:
        """The job as one line of JSON."""
        return dumps(self._asdict())

    @classmethod
    def decode(cls, line: str) -> "Job":
        """The job from its line."""
        return cls(**loads(line))


def free_in_workers(fd: int) -> int:
    """A copy of a descriptor under a number that a worker uses for nothing else.

    Whatever a worker inherits under the number that it has in the harness needs one: with enough
    open there, a low number is one that the worker takes for itself.

    Raises:
        OSError: too few files may be open at once (``EMFILE``).
    """
    try:
        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, LOWEST_FREE_FD)
    except OSError as error:
        # The system calls the number invalid, and not the limit too low that forbids it.
        if error.errno == errno.EINVAL:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE)) from error
        raise


def insist_on_numbers(fd: int) -> None:
    """See, by any open descriptor, that a worker may have the numbers that it takes for its own.

    One that may not ends before it can tell why.

    Raises:
        OSError: too few files may be open at once (``EMFILE``).
    """
    os.close(free_in_workers(fd))


class Channel:
    """The worker's end of the conversation.

    ``parent_fd`` can be read when the parent has written something more, or is gone.
    """

    def __init__(self) -> None:
        """Take standard input and output for the conversation; the variant gets others."""
        # A forked child that outlives the worker would keep the parent waiting for the end.
        os.register_at_fork(after_in_child=_let_go)
        self._take()

    def take_anew(self) -> None:
        """Take them once more, in a forked child that has been given its own."""
        self._incoming.close()
        self._outgoing.close()
        self._take()

    def _take(self) -> None:
        self.parent_fd = os.dup(0)
        self._incoming: TextIO = os.fdopen(self.parent_fd, "r", encoding="utf-8")
        os.dup2(1, RESULT_FD, inheritable=False)
        self._outgoing: TextIO = os.fdopen(RESULT_FD, "w", encoding="utf-8", closefd=False)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)

    def receive(self) -> str:
        """The next line of the parent.

        Raises:
            ParentGoneError: there is none.
        """
        line = self._incoming.readline()
        if not line:
            raise ParentGoneError
        return line.rstrip("\n")

    def send(self, message: Mapping[str, Any]) -> None:
        """Answer the parent at once."""
        self._outgoing.write(dumps(message) + "\n")
        self._outgoing.flush()

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Tell the parent that what is done in here is no call, and has a time of its own."""
        self.send({LOADING: True})
        yield
        self.send({LOADING: False})


def _let_go() -> None:
    with suppress(OSError):  # a child of a child has let go of it before
        os.close(RESULT_FD)


def serve(work: Callable[[Channel], None]) -> None:
    """Run a worker's work; tell the parent in one line what it raised, and standard error all."""
    channel = Channel()
    with telling(channel):
        work(channel)


@contextmanager
def telling(channel: Channel) -> Iterator[None]:
    """Tell the parent what is raised in here, and end the process by a SystemExit."""
    try:
        yield
    except ParentGoneError:
        raise SystemExit(1) from None
    except SkippedError as error:
        channel.send({"raised": " ".join(str(error).split()), "skipped": True})
        raise SystemExit(1) from None
    except BaseException as error:  # noqa: BLE001 (whatever a variant raises)
        # After the last memory, or the last descriptor, there may be no words but those sent.
        with suppress(Exception):
            import traceback  # every start of a worker would wait for it

            traceback.print_exc()
        channel.send({"raised": in_one_line(error)})
        raise SystemExit(1) from None
