# right: measured
# system: linux
"""A pool of forked processes."""

import multiprocessing
from pairbench import Pair

pair = Pair(sizes=(3,), parallel=True)


def square(number):
    return number * number


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def pooled(numbers):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return pool.map(square, numbers)


@pair.good
def alone(numbers):
    return list(map(square, numbers))
