# right: refused: AttributeError: Can't
"""A pool that is given a function which no other process can import."""

import multiprocessing
from pairbench import Pair

pair = Pair(sizes=(3,), parallel=True)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def alone(numbers):
    return [number + 1 for number in numbers]


@pair.good
def pooled(numbers):
    def plus_one(number):
        return number + 1

    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.map(plus_one, numbers)
