# right: measured
# may: the first call took
# system: linux
"""A pool that is open for as long as the process is."""

import multiprocessing
from pairbench import Pair

pair = Pair(sizes=(3,), parallel=True)


def square(number):
    return number * number


pool = multiprocessing.get_context("fork").Pool(1)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def pooled(numbers):
    return pool.map(square, numbers)


@pair.good
def alone(numbers):
    return [square(number) for number in numbers]
