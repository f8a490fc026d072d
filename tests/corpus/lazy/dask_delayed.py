# right: refused: later returns a lazy Delayed that nobody computes: mark a function that calls its compute()
# needs: dask
"""A sum: now, or later by dask? What is delayed could be awaited as well, on a cluster."""

from dask import delayed
from pairbench import Pair

pair = Pair(sizes=(10,), differs="a number against a plan")


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def now(numbers):
    return sum(numbers)


@pair.good
def later(numbers):
    return delayed(sum)(numbers)
