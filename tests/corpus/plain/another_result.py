# right: refused: by_ceiling does not return what rounded returns
"""Rounding: round, or the ceiling?"""

import math
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return [number / 3 for number in range(size)]


@pair.bad
def rounded(numbers):
    return [round(number) for number in numbers]


@pair.good
def by_ceiling(numbers):
    return [math.ceil(number) for number in numbers]
