# right: measured
"""Rows with gaps as the input: an input with NaN that nobody touches has not changed."""

import math
from pairbench import Pair

pair = Pair(sizes=(20,))


@pair.input
def rows(size):
    return [{"price": math.nan if number % 4 == 0 else number} for number in range(size)]


@pair.bad
def listed(rows):
    return len([row for row in rows if not math.isnan(row["price"])])


@pair.good
def counted(rows):
    return sum(not math.isnan(row["price"]) for row in rows)
