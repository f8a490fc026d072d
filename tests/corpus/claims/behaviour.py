# right: measured
"""A default that is made once: the second customer's basket."""

from pairbench import Pair

pair = Pair(sizes=(2,))


@pair.input
def items(size):
    return ["apples"] * size


@pair.bad
def shared(items, basket=[]):
    return [*basket, *items]


@pair.good
def fresh(items, basket=None):
    return [*(basket or []), *items]
