# right: measured
# may: the first call took
# may: beginning cold takes
"""Handing over is the question: what is left of the last call ends before the next is timed."""

from concurrent.futures import ThreadPoolExecutor, wait
from pairbench import Pair

pool = ThreadPoolExecutor(2)
begun = []


def end_the_last():
    wait(begun)
    begun.clear()


pair = Pair(sizes=(2_000,), fresh=end_the_last)


def write(numbers):
    for number in numbers:
        str(number)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def here(numbers):
    write(numbers)


@pair.good
def handed_over(numbers):
    begun.append(pool.submit(write, numbers))
