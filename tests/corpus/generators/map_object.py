# right: refused: with_map returns an iterator that nobody reads
"""Texts of numbers: map returns at once and has done nothing."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def with_map(numbers):
    return map(str, numbers)


@pair.good
def with_filter(numbers):
    return filter(None, map(str, numbers))
