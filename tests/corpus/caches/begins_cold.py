# right: measured
"""Fibonacci with a cache that is emptied before each call."""

from functools import lru_cache
from pairbench import Pair


@lru_cache
def inner(number):
    return number if number < 2 else inner(number - 1) + inner(number - 2)


pair = Pair(sizes=(12,), fresh=inner.cache_clear)


@pair.input
def number(size):
    return size


@pair.bad
def plain(number):
    return number if number < 2 else plain(number - 1) + plain(number - 2)


@pair.good
def cached(number):
    return inner(number)
