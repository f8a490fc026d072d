# right: measured
# may: the first call took
"""A pool of spawned processes, each of which imports the file."""

import multiprocessing
from pairbench import Pair

multiprocessing.set_start_method("spawn", force=True)
pair = Pair(sizes=(3,), parallel=True)


def square(number):
    return number * number


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def pooled(numbers):
    with multiprocessing.Pool(1) as pool:
        return pool.map(square, numbers)


@pair.good
def alone(numbers):
    return [square(number) for number in numbers]
