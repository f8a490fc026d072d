# right: measured
# needs: numpy
"""Zeros: of another type, with the same values."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def count(size):
    return size


@pair.bad
def floats(count):
    return numpy.zeros(count)


@pair.good
def integers(count):
    return numpy.zeros(count, dtype=int)
