# right: refused: other makes a thread that nobody starts
"""Writing: here, or in a thread that is never started?"""

import threading

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
    threading.Thread(target=write, args=(numbers,))
