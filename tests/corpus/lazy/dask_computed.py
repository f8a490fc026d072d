# right: measured
# may: the first call took
# needs: dask
"""A sum by dask, computed by the consumer; a delayed object has every attribute it is asked for."""

from dask import delayed
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.consumer
def computed(result):
    return result if isinstance(result, int) else result.compute(scheduler="sync")


@pair.bad
def now(numbers):
    return sum(numbers)


@pair.good
def later(numbers):
    return delayed(sum)(numbers)
