# right: refused: counting changed its input
"""A function as the input that counts its calls in an attribute of itself."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def add(size):
    def add(number):
        add.calls += 1
        return number + size

    add.calls = 0
    return add


@pair.bad
def plain(add):
    return 1 + 3


@pair.good
def counting(add):
    return add(1)
