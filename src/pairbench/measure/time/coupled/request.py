"""What is said over the socket between the harness and a process that forks: requests and ends.

A request comes in one packet with the descriptors that the child is to have. The answers are the
child's number, when it is there, and how it ended.
"""

import json
import socket
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

FORKER_FD = 31
"""A process that forks finds its socket here: a number that nothing else uses."""

STREAMS = (0, 1, 2)
"""The descriptors of a child's standard streams, over which it talks."""

PACKET_BYTES = 1 << 14
"""No packet is longer: a request holds a worker's arguments, and no job."""

MOST_FDS = 250
"""So many descriptors may come with a packet (SCM_MAX_FD is 253)."""


class Kind(StrEnum):
    """What a child is to become.

    A STEM loads a pair and forks in its turn; a LEAF is forked from one and is timed. A WORKER is
    timed as well, and loads the pair for itself: all of it where it is forked from the root, and
    what its file has not brought where it is forked from a BARE_STEM, which has executed that.
    """

    STEM = "stem"
    BARE_STEM = "bare stem"
    LEAF = "leaf"
    WORKER = "worker"

    @property
    def forks(self) -> bool:
        """Whether it has a socket of its own, on which it is asked for children."""
        return self in {Kind.STEM, Kind.BARE_STEM}


class Request(NamedTuple):
    """A child that is asked for.

    ``numbers`` are those under which it is to know the descriptors that come along, ``arguments``
    are for pyperf, and ``shift`` is the seed by which it moves its memory.
    """

    number: int
    kind: str
    arguments: Sequence[str]
    shift: int
    numbers: Sequence[int]

    def take_arguments(self) -> None:
        """Let this process have the arguments, as if it had been started with them."""
        sys.argv[1:] = self.arguments


class Ended(NamedTuple):
    """A child's number in the order of requests, its process, and how that ended, if it has.

    ``code`` is negative where a signal has ended it.
    """

    number: int
    pid: int
    code: int | None


def line() -> tuple[socket.socket, socket.socket]:
    """Both ends of a socket that keeps packets apart, and that ends when one of them is gone."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def ask(to: socket.socket, request: Request, fds: Sequence[int]) -> None:
    """Send a request, with the descriptors for its numbers.

    Raises:
        OSError: nobody is there to get it.
    """
    socket.send_fds(to, [json.dumps(request).encode()], list(fds))


def asked(by: socket.socket) -> tuple[Request, list[int]] | None:
    """The next request and its descriptors; None when the harness is gone."""
    try:
        data, fds, _, _ = socket.recv_fds(by, PACKET_BYTES, MOST_FDS)
    except ConnectionError:
        return None
    return (Request(*json.loads(data)), fds) if data else None


def tell(to: socket.socket, ended: Ended) -> None:
    """Answer the harness, if it is still there."""
    try:
        to.send(json.dumps(ended).encode())
    except OSError:
        return


def told(by: socket.socket) -> Ended | None:
    """The next answer; None when the one that forks is gone."""
    try:
        data = by.recv(PACKET_BYTES)
    except ConnectionError:
        return None
    return Ended(*json.loads(data)) if data else None
