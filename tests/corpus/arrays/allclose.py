# right: measured
# needs: numpy
"""Means: numpy's truth values are truth values."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return numpy.linspace(0, 1, size)


@pair.equal
def close(one, other):
    return numpy.isclose(one, other)


@pair.bad
def by_hand(numbers):
    return sum(numbers) / len(numbers)


@pair.good
def mean(numbers):
    return numbers.mean()
