# right: measured
"""A sequence that computes an item when it is asked for: comparing it reads it all."""

from collections.abc import Sequence
from pairbench import Pair

pair = Pair(sizes=(10,))


class Squares(Sequence):
    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, at):
        if at >= self.count:
            raise IndexError(at)
        return at * at


@pair.input
def count(size):
    return size


@pair.consumer
def total(squares):
    return sum(squares)


@pair.equal
def same(one, other):
    return list(one) == list(other)


@pair.bad
def listed(count):
    return [number * number for number in range(count)]


@pair.good
def asked(count):
    return Squares(count)
