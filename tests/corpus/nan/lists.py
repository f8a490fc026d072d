# right: measured
"""Numbers with gaps: NaN at the same places is the same result."""

import math
from pairbench import Pair

pair = Pair(sizes=(20,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def loop(numbers):
    found = []
    for number in numbers:
        found.append(float("nan") if number % 7 == 0 else number)
    return found


@pair.good
def comprehension(numbers):
    return [math.nan if number % 7 == 0 else number for number in numbers]
