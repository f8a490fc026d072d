# right: notice: another input in every process
"""Orders with an identifier each, from uuid4."""

import uuid
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def orders(size):
    return [{"id": str(uuid.uuid4()), "price": number} for number in range(size)]


@pair.bad
def loop(orders):
    return sum([order["price"] for order in orders])


@pair.good
def lazily(orders):
    return sum(order["price"] for order in orders)
