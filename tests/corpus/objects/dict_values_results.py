# right: refused: compare by identity
"""Values of a dict: two views are never equal, whatever they show."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def prices(size):
    return {f"item {number}": number for number in range(size)}


@pair.bad
def of_a_copy(prices):
    return dict(prices).values()


@pair.good
def directly(prices):
    return prices.values()
