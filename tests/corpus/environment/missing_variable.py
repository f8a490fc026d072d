# right: refused: KeyError: 'SHOP_OF_NOBODY'
"""A variable that is not set."""

import os
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def count(size):
    return os.environ["SHOP_OF_NOBODY"]


@pair.bad
def one(count):
    return 1


@pair.good
def other(count):
    return 1
