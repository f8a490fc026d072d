# right: refused: cannot be compared with ==
"""Money: an __eq__ that does not want to be asked."""

from pairbench import Pair

pair = Pair(sizes=(3,))


class Money:
    def __init__(self, amount):
        self.amount = amount

    def __eq__(self, other):
        raise TypeError("compare amounts, not money")

    __hash__ = None


@pair.input
def amounts(size):
    return list(range(size))


@pair.bad
def by_map(amounts):
    return list(map(Money, amounts))


@pair.good
def by_comprehension(amounts):
    return [Money(amount) for amount in amounts]
