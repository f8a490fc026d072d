# right: refused: NaN is equal to NaN alone
"""Numbers with gaps: the gaps are at other places."""

import math
from pairbench import Pair

pair = Pair(sizes=(20,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def every_seventh(numbers):
    return [math.nan if number % 7 == 0 else number for number in numbers]


@pair.good
def every_fifth(numbers):
    return [math.nan if number % 5 == 0 else number for number in numbers]
