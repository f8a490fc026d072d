# right: measured
"""Rows: a named tuple equals the plain tuple with the same items."""

from collections import namedtuple
from pairbench import Pair

pair = Pair(sizes=(10,))
Row = namedtuple("Row", ["number", "text"])


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def named(numbers):
    return [Row(number, str(number)) for number in numbers]


@pair.good
def plain(numbers):
    return [(number, str(number)) for number in numbers]
