# right: measured
# may: the first call took
# system: linux
"""A pool of processes of a fork server."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pairbench import Pair

pair = Pair(sizes=(3,), parallel=True)


def square(number):
    return number * number


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def pooled(numbers):
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return list(pool.map(square, numbers))


@pair.good
def alone(numbers):
    return [square(number) for number in numbers]
