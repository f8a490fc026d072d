# right: refused: No module named 'no_such_library'
"""A library that is not installed."""

import no_such_library
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def number(size):
    return size


@pair.bad
def one(number):
    return no_such_library.one(number)


@pair.good
def other(number):
    return number
