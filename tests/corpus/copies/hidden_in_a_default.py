# right: refused: remembered changed its input
"""A function as the input, with a list as the default of a parameter that grows."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def add(size):
    def add(number, seen=[]):
        seen.append(number)
        return number + size

    return add


@pair.bad
def plain(add):
    return 1 + 3


@pair.good
def remembered(add):
    return add(1)
