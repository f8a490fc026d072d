# right: refused: zeroed changed its input
# needs: numpy
"""Clearing a row: the input is a list of views, and their common array changes."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(4,), differs="one clears, the other counts")


@pair.input
def rows(size):
    return list(numpy.ones((size, size)))


@pair.bad
def counted(rows):
    return len(rows)


@pair.good
def zeroed(rows):
    rows[0].base[:] = 0
    return len(rows)
