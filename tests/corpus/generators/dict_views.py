# right: measured
"""Values of a dict: a view has nothing to do, and two views are held by what they show."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def prices(size):
    return {f"item {number}": number for number in range(size)}


@pair.consumer
def total(values):
    return sum(values)


@pair.bad
def listed(prices):
    return [prices[name] for name in prices]


@pair.good
def view(prices):
    return list(prices.values())
