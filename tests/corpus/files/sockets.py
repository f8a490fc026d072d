# right: measured
"""Sending bytes to oneself: one by one, or at once?"""

import socket
from contextlib import contextmanager
from pairbench import Pair

pair = Pair(sizes=(50,), axis="bytes")


@pair.resource()
@contextmanager
def ends(size):
    one, other = socket.socketpair()
    with one, other:
        yield one, other, size


@pair.bad
def one_by_one(ends):
    one, other, size = ends
    for _ in range(size):
        one.sendall(b"x")
    return len(other.recv(size, socket.MSG_WAITALL))


@pair.good
def at_once(ends):
    one, other, size = ends
    one.sendall(b"x" * size)
    return len(other.recv(size, socket.MSG_WAITALL))
