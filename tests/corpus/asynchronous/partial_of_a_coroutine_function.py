# right: measured
"""A coroutine function with one argument given beforehand."""

import functools
from pairbench import Pair

pair = Pair(sizes=(10,))


async def scaled(factor, numbers):
    return [factor * number for number in numbers]


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def plainly(numbers):
    return await scaled(3, numbers)


thrice = functools.partial(scaled, 3)
thrice.__name__ = "thrice"
pair.good(thrice)
