# right: measured
# needs: numpy
"""Squares of an array: power, or the product?"""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10, 100))


@pair.input
def numbers(size):
    return numpy.arange(size)


@pair.bad
def power(numbers):
    return numbers**2


@pair.good
def product(numbers):
    return numbers * numbers
