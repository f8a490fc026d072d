# right: measured
"""The start method of processes is set once, with several sizes."""

import multiprocessing
from pairbench import Pair

multiprocessing.set_start_method("spawn")
pair = Pair(sizes=(2, 3, 4))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def named(numbers):
    return [multiprocessing.get_start_method() for _ in numbers]


@pair.good
def by_hand(numbers):
    return ["spawn" for _ in numbers]
