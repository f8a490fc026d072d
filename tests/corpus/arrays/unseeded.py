# right: notice: another input in every process
# needs: numpy
"""Adding random numbers of numpy, which nobody has seeded."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return numpy.random.rand(size)


@pair.bad
def by_array(numbers):
    return float(numbers.sum())


@pair.good
def by_numpy(numbers):
    return float(numpy.sum(numbers))
