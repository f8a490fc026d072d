# right: measured
"""Adding floats: one by one, or exactly? Close is equal enough."""

import math
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return [0.1] * size


@pair.equal
def close(one, other):
    return math.isclose(one, other)


@pair.bad
def sum_each(numbers):
    total = 0.0
    for number in numbers:
        total += number
    return total


@pair.good
def sum_exactly(numbers):
    return math.fsum(numbers)
