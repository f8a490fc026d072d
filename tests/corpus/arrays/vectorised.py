# right: confirmed: vectorised is at least 3 times as fast as loop
# command: run
# needs: numpy
"""Adding ten thousand numbers: a loop, or numpy?"""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10_000,))


@pair.input
def numbers(size):
    return numpy.arange(size)


@pair.bad
def loop(numbers):
    total = 0
    for number in numbers:
        total += number
    return int(total)


@pair.good(faster=3.0)
def vectorised(numbers):
    return int(numbers.sum())
