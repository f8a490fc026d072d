# right: refused: lazily returns a Report with a generator in it that nobody reads
"""Rows of a report: what an object of an own class keeps is not read by anybody."""

from pairbench import Pair

pair = Pair(sizes=(10,), differs="a report compares by identity")


class Report:
    def __init__(self, rows):
        self.rows = rows


@pair.input
def numbers(size):
    return range(size)


@pair.bad
def at_once(numbers):
    return Report([number * number for number in numbers])


@pair.good(faster=2.0)
def lazily(numbers):
    return Report(number * number for number in numbers)
