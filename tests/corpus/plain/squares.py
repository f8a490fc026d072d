# right: measured
"""Squares: a comprehension, or map with a lambda?"""

from pairbench import Pair

pair = Pair(sizes=(10, 100))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def mapped(numbers):
    return list(map(lambda number: number * number, numbers))


@pair.good
def comprehension(numbers):
    return [number * number for number in numbers]
