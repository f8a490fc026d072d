# right: measured
"""Products of many: numbers with thousands of digits are compared and never printed."""

import math
from pairbench import Pair

pair = Pair(sizes=(3_000,))


@pair.input
def number(size):
    return size


@pair.bad
def loop(number):
    product = 1
    for factor in range(2, number + 1):
        product *= factor
    return product


@pair.good
def factorial(number):
    return math.factorial(number)
