# right: refused: the input function numbers returns nothing, so that the variants are given None
"""Sorting: what if the input is made, and not returned?"""

from pairbench import Pair

pair = Pair(sizes=(1_000,))


@pair.input
def numbers(size):
    list(range(size))


@pair.bad
def in_order(numbers):
    return sorted(numbers or ())


@pair.good
def as_they_are(numbers):
    return list(numbers or ())
