# right: measured
"""Factorials with a cache that is emptied before each call, and helps within it."""

from functools import cache
from pairbench import Pair


@cache
def factorial(number):
    return number * factorial(number - 1) if number else 1


pair = Pair(sizes=(50,), fresh=factorial.cache_clear)


@pair.input
def number(size):
    return size


@pair.bad
def loop(number):
    product = 1
    for factor in range(2, number + 1):
        product *= factor
    return [product] * 3


@pair.good
def cached(number):
    return [factorial(number) for _ in range(3)]
