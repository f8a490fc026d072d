# right: refused: sum_exactly does not return what sum_each returns
"""Adding floats: one by one, or exactly? The last digits differ."""

import math
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return [0.1] * size


@pair.bad
def sum_each(numbers):
    total = 0.0
    for number in numbers:
        total += number
    return total


@pair.good
def sum_exactly(numbers):
    return math.fsum(numbers)
