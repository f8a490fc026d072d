# right: measured
# needs: numpy
"""Roots of an array with a negative number: NaN at the same place."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return numpy.arange(size) - 1.0


@pair.bad
def where(numbers):
    return numpy.where(numbers < 0, numpy.nan, numpy.abs(numbers) ** 0.5)


@pair.good
def root(numbers):
    with numpy.errstate(invalid="ignore"):
        return numpy.sqrt(numbers)
