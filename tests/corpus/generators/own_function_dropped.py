# right: refused: other makes a generator in line 29 of its file that nobody reads
"""Texts: at once, or by a generator function of the file that nobody reads?"""

import itertools

from pairbench import Pair

pair = Pair(sizes=(1_000,))


def texts(numbers):
    for number in itertools.chain(numbers, numbers):
        yield str(number)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def plain(numbers):
    for number in numbers:
        str(number)


@pair.good
def other(numbers):
    texts(numbers)
