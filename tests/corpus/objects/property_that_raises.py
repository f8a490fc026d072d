# right: measured
"""An input with a property that raises: nobody has to ask for it."""

from pairbench import Pair

pair = Pair(sizes=(3,))


class Order:
    def __init__(self, prices):
        self.prices = prices

    @property
    def invoice(self):
        raise LookupError("there is none yet")


@pair.input
def order(size):
    return Order(list(range(size)))


@pair.bad
def loop(order):
    return sum(price for price in order.prices)


@pair.good
def builtin(order):
    return sum(order.prices)
