# right: refused: @pair.equal
"""A mean of nothing: a comparison of one's own has to know that NaN is not near NaN."""

import math
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def numbers(size):
    return [math.inf] * size


@pair.equal
def near(one, other):
    return abs(one - other) < 1e-9


@pair.bad
def loop(numbers):
    return sum(number - number for number in numbers)


@pair.good
def once(numbers):
    return numbers[0] - numbers[0]
