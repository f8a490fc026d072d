# right: refused: that nobody awaits
"""A coroutine that returns another one."""

from pairbench import Pair

pair = Pair(sizes=(3,))


async def inner(numbers):
    return sum(numbers)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def awaited(numbers):
    return await inner(numbers)


@pair.good
async def not_awaited(numbers):
    return inner(numbers)
