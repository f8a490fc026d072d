# right: measured
# needs: numpy
"""Adding random numbers of a generator with a seed."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return numpy.random.default_rng(7).random(size)


@pair.bad
def by_array(numbers):
    return float(numbers.sum())


@pair.good
def by_numpy(numbers):
    return float(numpy.sum(numbers))
