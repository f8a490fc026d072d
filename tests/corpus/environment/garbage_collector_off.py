# right: measured
"""A file that switches the garbage collector off, as timeit does."""

import gc
from pairbench import Pair

gc.disable()
pair = Pair(sizes=(100,))


@pair.input
def count(size):
    return size


@pair.bad
def tuples(count):
    return [(number,) for number in range(count)]


@pair.good
def zipped(count):
    return list(zip(range(count)))
