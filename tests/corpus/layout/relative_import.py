# right: measured
"""A helper beside the file, by a relative import."""

from ._prices import price
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
