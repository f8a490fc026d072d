# right: measured
"""Counting measurements: NaN as the key of a dict."""

import math
from collections import Counter
from pairbench import Pair

pair = Pair(sizes=(9,))


@pair.input
def numbers(size):
    return [math.nan if number % 3 == 0 else number for number in range(size)]


@pair.bad
def by_counter(numbers):
    return Counter("gap" if math.isnan(number) else number for number in numbers)


@pair.good
def by_hand(numbers):
    counts = {}
    for number in numbers:
        key = "gap" if math.isnan(number) else number
        counts[key] = counts.get(key, 0) + 1
    return counts
