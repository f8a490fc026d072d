# right: measured
"""A limit for waiting: wait_for, or asyncio.timeout?"""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(3,))


async def answer(count):
    await asyncio.sleep(0)
    return count


@pair.input
def count(size):
    return size


@pair.bad
async def wait_for(count):
    return await asyncio.wait_for(answer(count), 5)


@pair.good
async def timeout(count):
    async with asyncio.timeout(5):
        return await answer(count)
