# right: refused: counting changed its input
"""A function as the input, with a list in its closure that grows."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def add(size):
    seen = []

    def add(number):
        seen.append(number)
        return number + size

    return add


@pair.bad
def plain(add):
    return 1 + 3


@pair.good
def counting(add):
    return add(1)
