# right: refused: returned an array of shape (10,) (take its .all())
# needs: numpy
"""Squares of an array: a comparison item by item is no answer."""

import numpy
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return numpy.arange(size)


@pair.equal
def same(one, other):
    return one == other


@pair.bad
def power(numbers):
    return numbers**2


@pair.good
def product(numbers):
    return numbers * numbers
