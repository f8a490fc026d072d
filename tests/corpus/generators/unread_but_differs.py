# right: refused: lazily returns a generator that nobody reads
"""Evens: who says that results differ, and reads none, has measured nothing."""

from pairbench import Pair

pair = Pair(sizes=(10,), differs="one is a list, the other is lazy")


@pair.input
def numbers(size):
    return range(size)


@pair.bad
def at_once(numbers):
    return [number for number in numbers if number % 2 == 0]


@pair.good(faster=2.0)
def lazily(numbers):
    yield from (number for number in numbers if number % 2 == 0)
