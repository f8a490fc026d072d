# right: measured
"""A helper that is cancelled at the end of a call, and hears of it after that."""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(100,))


async def tick():
    await asyncio.Event().wait()


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def alone(numbers):
    await asyncio.sleep(0)
    return sum(numbers)


@pair.good
async def with_a_helper(numbers):
    helper = asyncio.create_task(tick())
    await asyncio.sleep(0)
    helper.cancel()
    return sum(numbers)
