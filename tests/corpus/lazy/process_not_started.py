# right: refused: other makes a process that nobody starts
"""Writing: here, or in a process that is never started?"""

import multiprocessing

from pairbench import Pair

pair = Pair(sizes=(1_000,))


def write(numbers):
    for number in numbers:
        str(number)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def plain(numbers):
    for number in numbers:
        str(number)


@pair.good
def other(numbers):
    process = multiprocessing.Process(target=write, args=(numbers,))
    process.daemon = True
