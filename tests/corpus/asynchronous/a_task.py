# right: measured
"""A plain function that starts a task and gives it back."""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(10,))


async def added(numbers):
    return sum(numbers)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def awaited(numbers):
    return await added(numbers)


@pair.good
def as_a_task(numbers):
    return asyncio.get_running_loop().create_task(added(numbers))
