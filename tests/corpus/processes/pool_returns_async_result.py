# right: refused: submitted returns a future that nobody waits for
# system: linux
"""A pool that is not waited for."""

import multiprocessing
from pairbench import Pair

pair = Pair(sizes=(3,), parallel=True, differs="a list against a promise")


def square(number):
    return number * number


pool = multiprocessing.get_context("fork").Pool(1)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def waited(numbers):
    return pool.map(square, numbers)


@pair.good
def submitted(numbers):
    return pool.map_async(square, numbers)
