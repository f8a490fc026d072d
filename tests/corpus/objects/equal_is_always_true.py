# right: measured
"""A stand-in that says that it equals everything, as mocks do: its word is taken."""

from pairbench import Pair

pair = Pair(sizes=(3,))


class Anything:
    def __eq__(self, other):
        return True

    __hash__ = None


@pair.input
def count(size):
    return size


@pair.bad
def one(count):
    return [Anything()] * count


@pair.good
def other(count):
    return [Anything() for _ in range(count)]
