# right: refused: in_place changed its input (at [0]
"""Sorting: a sorted copy, or in place? The next call would get a sorted list."""

from pairbench import Pair

pair = Pair(sizes=(10,), axis="numbers")


@pair.input
def numbers(size):
    return list(range(size, 0, -1))


@pair.bad
def copied(numbers):
    return sorted(numbers)


@pair.good
def in_place(numbers):
    numbers.sort()
    return numbers
