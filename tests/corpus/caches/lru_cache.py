# right: notice: answered from a cache
"""Fibonacci: recursion, or recursion with a cache? The second call is no work."""

from functools import lru_cache
from pairbench import Pair

pair = Pair(sizes=(12,))


@pair.input
def number(size):
    return size


@pair.bad
def plain(number):
    return number if number < 2 else plain(number - 1) + plain(number - 2)


@pair.good
@lru_cache
def cached(number):
    return number if number < 2 else cached(number - 1) + cached(number - 2)
