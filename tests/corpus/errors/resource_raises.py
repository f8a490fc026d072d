# right: refused: PermissionError: not today
"""A resource that cannot be opened."""

from contextlib import contextmanager
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.resource()
@contextmanager
def connection(size):
    raise PermissionError("not today")
    yield


@pair.bad
def longer(connection):
    return 1


@pair.good
def shorter(connection):
    return 1
