# right: measured
"""Points: frozen dataclasses, made one way or the other, are equal."""

from dataclasses import dataclass
from pairbench import Pair

pair = Pair(sizes=(10,))


@dataclass(frozen=True)
class Point:
    x: int
    y: int


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def by_keyword(numbers):
    return [Point(x=number, y=-number) for number in numbers]


@pair.good
def by_position(numbers):
    return [Point(number, -number) for number in numbers]
