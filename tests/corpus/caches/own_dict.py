# right: notice: the first call took
"""Slow words: a dict of one's own as a cache, as memo tables are written."""

import time
from pairbench import Pair

pair = Pair(sizes=(5,))
memo = {}


def slow(number):
    time.sleep(0.002)
    return number * number


@pair.input
def number(size):
    return size


@pair.bad
def anew(number):
    return slow(number)


@pair.good
def remembered(number):
    if number not in memo:
        memo[number] = slow(number)
    return memo[number]
