# right: refused: compare by identity
"""Results that are mocks."""

from unittest.mock import Mock
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def count(size):
    return size


@pair.bad
def one(count):
    return Mock()


@pair.good
def other(count):
    return Mock()
