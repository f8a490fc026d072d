# right: refused: at [3].y: -3 and 3
"""Points: the difference is in one attribute of one item."""

from dataclasses import dataclass
from pairbench import Pair

pair = Pair(sizes=(10,))


@dataclass
class Point:
    x: int
    y: int


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def mirrored(numbers):
    return [Point(number, -number) for number in numbers]


@pair.good
def nearly(numbers):
    return [Point(number, -number if number != 3 else 3) for number in numbers]
