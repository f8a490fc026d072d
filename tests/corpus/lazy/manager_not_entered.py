# right: refused: other makes a context manager (written) that nobody enters
"""Writing: here, or in a context that nobody enters?"""

import contextlib

from pairbench import Pair

pair = Pair(sizes=(1_000,))


@contextlib.contextmanager
def written(numbers):
    for number in numbers:
        str(number)
    yield


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def plain(numbers):
    for number in numbers:
        str(number)


@pair.good
def other(numbers):
    written(numbers)
