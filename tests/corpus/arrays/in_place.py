# right: refused: in_place changed its input
# needs: numpy
"""Doubling: in place is quicker, and changes what the next one gets."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return numpy.ones(size)


@pair.bad
def anew(numbers):
    return float((numbers * 2).sum())


@pair.good
def in_place(numbers):
    numbers *= 2
    return float(numbers.sum())
