"""The baton that timing workers hand to each other, so that nothing runs between two slices.

Each worker waits at a pipe of its own. Whoever has finished a slice wakes the next in the order,
on the same CPU, while the parent sleeps: with a parent that gave out the turns, blocks spread
further and took longer. The parent learns from a shared file whose turn it is, which it needs
when nobody comes back.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any, NamedTuple, Self

from pairbench.measure.processes.patience import readable
from pairbench.measure.processes.protocol import free_in_workers

TURN_BYTES = 4

TURN_AT = 256
"""Where the number of turns stands in its file. What code writes that does not know the file is
found before it, where all is zero, and leaves the number as it is."""

UNTOUCHED = bytes(TURN_AT)

BATON = b"."


class SpoiltError(Exception):
    """The variant that had the turn has written into a descriptor of the relay."""


class Pipe(NamedTuple):
    """The two ends of a pipe."""

    read: int
    write: int


class Relay:
    """The parent's side: the pipes, and the order in which the workers are called upon."""

    def __init__(self, turns: Sequence[int]) -> None:
        """Take the number of the worker whose slice it is, for each turn."""
        self._turns = tuple(turns)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        import tempfile  # a worker, which imports this module as well, has no use for it

        with ExitStack() as stack:
            self._pipes = [
                Pipe(*(self._inheritable(end, stack) for end in os.pipe()))
                for _ in range(max(self._turns) + 1)
            ]
            file = stack.enter_context(tempfile.TemporaryFile())
            self._progress = self._inheritable(os.dup(file.fileno()), stack)
            self._clear()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    @property
    def fds(self) -> tuple[int, ...]:
        """What a worker inherits: the same for each of them."""
        return (*(end for pipe in self._pipes for end in pipe), self._progress)

    def ticket(self, worker: int) -> Mapping[str, Any]:
        """What a worker needs to take part."""
        return {
            "worker": worker,
            "turns": self._turns,
            "pipes": self._pipes,
            "progress": self._progress,
        }

    def start(self) -> None:
        """Call upon the first worker, whatever the sides have written while they were loaded."""
        self._clear()
        os.write(self._pipes[self._turns[0]].write, BATON)

    def turn(self) -> int:
        """How many turns have begun."""
        return int.from_bytes(os.pread(self._progress, TURN_BYTES, TURN_AT), "big")

    def holder(self) -> int:
        """The worker whose turn it is, or was last."""
        # A variant can write so much that the number is none of ours.
        return self._turns[min(max(0, self.turn() - 1), len(self._turns) - 1)]

    def _clear(self) -> None:
        """No turn has begun, and nothing else is in the file."""
        os.ftruncate(self._progress, 0)
        os.lseek(self._progress, 0, os.SEEK_SET)
        os.pwrite(self._progress, bytes(TURN_BYTES), TURN_AT)

    @staticmethod
    def _inheritable(fd: int, stack: ExitStack) -> int:
        high = free_in_workers(fd)
        os.close(fd)
        stack.callback(os.close, high)
        return high


class Runner:
    """The worker's side: waits for its turns, and hands on."""

    def __init__(self, ticket: Mapping[str, Any], *, parent_fd: int) -> None:
        """Take part by the ticket; ``parent_fd`` closes when the parent is gone."""
        own = ticket["worker"]
        turns = ticket["turns"]
        pipes = [Pipe(*each) for each in ticket["pipes"]]
        self._left = [number for number, worker in enumerate(turns) if worker == own]
        self._next = {number: pipes[worker].write for number, worker in enumerate(turns[1:])}
        self._inbox = pipes[own].read
        self._parent_fd = parent_fd
        self._progress = ticket["progress"]
        self._turn = -1
        for fd in (*(end for pipe in pipes for end in pipe), self._progress):
            os.set_inheritable(fd, False)  # noqa: FBT003 (its only spelling)

    @property
    def last(self) -> bool:
        """Whether no turn of this worker is left."""
        return not self._left

    def wait(self) -> bool:
        """Wait for the next turn, and say whether the parent is still there to want it."""
        while True:
            if self._inbox not in readable([self._inbox, self._parent_fd]):
                return False
            os.read(self._inbox, 1)
            # A variant can write here too, while it has the turn: it is found out at its end.
            if self._begun() == self._left[0]:
                break
        self._turn = self._left.pop(0)
        os.pwrite(self._progress, (self._turn + 1).to_bytes(TURN_BYTES, "big"), TURN_AT)
        return True

    def hand_on(self) -> bool:
        """Wake the next worker, and say whether there was one.

        Raises:
            SpoiltError: what was timed has written where the turns are told, or has woken another.
        """
        if self._begun() != self._turn + 1 or not self._is_untouched():
            raise SpoiltError
        if self._turn not in self._next:
            return False
        os.write(self._next[self._turn], BATON)
        return True

    def _begun(self) -> int:
        """How many turns have begun."""
        # Whatever was written behind the number is none of ours.
        return int.from_bytes(os.pread(self._progress, TURN_BYTES + 1, TURN_AT), "big")

    def _is_untouched(self) -> bool:
        return os.pread(self._progress, TURN_AT, 0) == UNTOUCHED
