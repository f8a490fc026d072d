# right: refused: counted changed its input
"""A counter of itertools within the input goes on from call to call."""

import itertools
from pairbench import Pair

pair = Pair(sizes=(5,), differs="numbers that go on")


@pair.input
def order(size):
    return {"number": itertools.count(1), "items": list(range(size))}


@pair.bad
def untouched(order):
    return len(order["items"])


@pair.good
def counted(order):
    return next(order["number"])
