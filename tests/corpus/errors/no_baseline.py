# right: refused: has no baseline
"""Two good ways and no bad one."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def number(size):
    return size


@pair.good
def one(number):
    return number


@pair.good
def other(number):
    return number
