# right: refused: at [2, 1]: 7 and 0
# needs: numpy
"""A table of numbers: the place of the difference has two indices."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(9,))


@pair.input
def table(size):
    return numpy.arange(size).reshape(3, 3)


@pair.bad
def copied(table):
    return table.copy()


@pair.good
def damaged(table):
    damaged = table + 0
    damaged[2, 1] = 0
    return damaged
