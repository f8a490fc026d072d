# right: refused: cached changed its input
"""A cached property stores what it has computed in the input."""

from functools import cached_property
from pairbench import Pair

pair = Pair(sizes=(50,))


class Prices:
    def __init__(self, prices):
        self.prices = prices

    @cached_property
    def total(self):
        return sum(self.prices)


@pair.input
def prices(size):
    return Prices(list(range(size)))


@pair.bad
def summed(prices):
    return sum(prices.prices)


@pair.good
def cached(prices):
    return prices.total
