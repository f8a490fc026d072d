# right: refused: cached is measured without the decorator that stands above @pair.good
"""Squares of a few numbers, again and again: worked out, or kept?"""

from functools import cache

from pairbench import Pair

pair = Pair(sizes=(1_000,), axis="numbers")


@pair.input
def numbers(size):
    return tuple(range(size))


@pair.bad
def worked_out(numbers):
    return [number * number for number in numbers]


@cache
@pair.good(faster=100)
def cached(numbers):
    return [number * number for number in numbers]
