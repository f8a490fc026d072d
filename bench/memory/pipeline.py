"""Several steps over many records: is each step a list, or a generator that feeds the next?"""

import random
from typing import NamedTuple

from pairbench import Pair

pair = Pair(
    advice="Chain generators: records go through the steps one at a time, at no cost in time.",
    sizes=(10, 100, 1_000, 10_000),
    axis="records",
)

EUROS_FOR_ONE = {"EUR": 1.0, "GBP": 1.17, "USD": 0.92}


class Order(NamedTuple):
    customer: str
    status: str
    currency: str
    cents: int


@pair.input
def lines(size: int) -> list[str]:
    return [
        f"customer-{random.randrange(1000):03d},{random.choice(('paid', 'paid', 'open', 'void'))},"
        f"{random.choice(sorted(EUROS_FOR_ONE))},{random.randrange(1_000, 10_000)}"
        for _ in range(size)
    ]


def parsed(line: str) -> Order:
    customer, status, currency, cents = line.split(",")
    return Order(customer, status, currency, int(cents))


def euro_cents(order: Order) -> int:
    return round(order.cents * EUROS_FOR_ONE[order.currency])


@pair.bad(peak_grows="n")
def lists(lines: list[str]) -> int:
    """Each step is done for all records before the next begins."""
    orders = [parsed(line) for line in lines]
    paid = [order for order in orders if order.status == "paid"]
    amounts = [euro_cents(order) for order in paid]
    return sum(amounts)


@pair.good(peak_grows="1", leaner=100, costs=1.1)
def generators(lines: list[str]) -> int:
    """Each record goes through all steps before the next is looked at."""
    orders = (parsed(line) for line in lines)
    paid = (order for order in orders if order.status == "paid")
    amounts = (euro_cents(order) for order in paid)
    return sum(amounts)
