# right: measured
"""Halves: 4 and 4.0 are equal, as Python has it."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return [2 * number for number in range(size)]


@pair.bad
def divided(numbers):
    return [number / 2 for number in numbers]


@pair.good
def shifted(numbers):
    return [number // 2 for number in numbers]
