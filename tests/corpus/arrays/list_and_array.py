# right: refused: (list and ndarray)
# needs: numpy
"""Squares: a list against an array."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def listed(numbers):
    return [number * number for number in numbers]


@pair.good
def as_array(numbers):
    return numpy.array(numbers) ** 2
