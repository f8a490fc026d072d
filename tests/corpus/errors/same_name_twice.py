# right: refused: has 2 variants named added
"""Two variants that were given one name by copying."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def number(size):
    return size


@pair.bad
def added(number):
    return number + 1


@pair.good
def added(number):  # noqa: F811
    return 1 + number
