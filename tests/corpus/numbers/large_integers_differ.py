# right: refused: factorial does not return what loop returns
"""Products of many: one factor too few, in numbers too long to be printed."""

import math
from pairbench import Pair

pair = Pair(sizes=(3_000,))


@pair.input
def number(size):
    return size


@pair.bad
def loop(number):
    product = 1
    for factor in range(2, number):
        product *= factor
    return product


@pair.good
def factorial(number):
    return math.factorial(number)
