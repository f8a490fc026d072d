# right: measured
"""Thirds: a fraction of three is one."""

from fractions import Fraction
from pairbench import Pair

pair = Pair(sizes=(9,))


@pair.input
def numbers(size):
    return [Fraction(number, 3) for number in range(size)]


@pair.bad
def loop(numbers):
    total = Fraction(0)
    for number in numbers:
        total += number
    return total


@pair.good
def whole(numbers):
    return sum(number.numerator * (3 // number.denominator) for number in numbers) // 3
