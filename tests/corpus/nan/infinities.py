# right: refused: inf and -inf
"""Largest of nothing: two infinities of another sign."""

import math
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def numbers(size):
    return [0.0] * size


@pair.bad
def above(numbers):
    return math.inf


@pair.good
def below(numbers):
    return -math.inf
