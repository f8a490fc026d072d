# right: refused: stuck at 10 hung during check
"""A loop that never ends."""

from pairbench import Pair

pair = Pair(sizes=(10,), timeout_s=1)


@pair.input
def number(size):
    return size


@pair.bad
def ends(number):
    return 0


@pair.good
def stuck(number):
    while number:
        pass
    return 0
