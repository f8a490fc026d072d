# right: measured
"""The same with differs=: what is hidden behind a decorator is awaited all the same."""

import functools
from pairbench import Pair

pair = Pair(sizes=(10,), differs="one counts, the other adds")


def traced(function):
    return functools.wraps(function)(lambda *arguments: function(*arguments))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
@traced
async def adding(numbers):
    return sum(numbers)


@pair.good
@traced
async def counting(numbers):
    return len(numbers)
