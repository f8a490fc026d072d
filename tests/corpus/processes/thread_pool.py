# right: measured
# may: the first call took
"""Squares in a pool of threads, or without."""

from concurrent.futures import ThreadPoolExecutor
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def pooled(numbers):
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(abs, numbers))


@pair.good
def alone(numbers):
    return list(map(abs, numbers))
