# right: measured
"""A helper of the bench folder, by its full name."""

from bench.layout._prices import price
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def mapped(numbers):
    return list(map(price, numbers))


@pair.good
def comprehension(numbers):
    return [price(number) for number in numbers]
