# right: refused: appended changed its input
# needs: numpy
"""An array of lists: a copy of it shares the lists."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(4,))


@pair.input
def baskets(size):
    found = numpy.empty(size, dtype=object)
    for at in range(size):
        found[at] = [at]
    return found


@pair.bad
def counted(baskets):
    return len(baskets)


@pair.good
def appended(baskets):
    baskets[0].append("more")
    return len(baskets)
