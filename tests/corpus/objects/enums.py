# right: measured
"""Members of an enum: by value, or by name?"""

import enum
from pairbench import Pair

pair = Pair(sizes=(9,))


class Colour(enum.Enum):
    RED = 0
    GREEN = 1
    BLUE = 2


@pair.input
def numbers(size):
    return [number % 3 for number in range(size)]


@pair.bad
def by_value(numbers):
    return [Colour(number) for number in numbers]


@pair.good
def by_table(numbers):
    table = list(Colour)
    return [table[number] for number in numbers]
