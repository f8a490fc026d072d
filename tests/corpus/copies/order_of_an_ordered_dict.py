# right: refused: moved changed its input
"""The oldest key of an OrderedDict, which is another one in another order, as == has it."""

from collections import OrderedDict
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def prices(size):
    return OrderedDict((f"item{number}", number) for number in range(size))


@pair.bad
def looked(prices):
    return len(prices)


@pair.good
def moved(prices):
    prices.move_to_end("item0")
    return len(prices)
