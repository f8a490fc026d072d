# right: refused: moved changed its input
"""The oldest key: moving it to the end changes the order of a dict, which == does not see."""

from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def prices(size):
    return {f"item{number}": number for number in range(size)}


@pair.bad
def looked(prices):
    return len(prices)


@pair.good
def moved(prices):
    key = next(iter(prices))
    prices[key] = prices.pop(key)
    return len(prices)
