# right: measured
"""A retried request: a plain decorator hides that the function is a coroutine function."""

import functools
from pairbench import Pair

pair = Pair(sizes=(10,))


def logged(function):
    @functools.wraps(function)
    def wrapper(*arguments):
        return function(*arguments)

    return wrapper


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
@logged
async def loop(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


@pair.good
@logged
async def builtin(numbers):
    return sum(numbers)
