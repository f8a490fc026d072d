# right: refused: an iterator that nobody reads
"""Backwards: a slice has copied, reversed has not begun."""

from pairbench import Pair

pair = Pair(sizes=(10,), differs="a list against an iterator")


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def sliced(numbers):
    return numbers[::-1]


@pair.good
def lazily(numbers):
    return reversed(numbers)
