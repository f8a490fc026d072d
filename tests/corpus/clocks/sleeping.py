# right: confirmed: together is at least 2 times as fast as one_by_one
# command: run
"""Waiting: one after the other, or together?"""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(4,))


@pair.input
def count(size):
    return size


@pair.bad
async def one_by_one(count):
    for _ in range(count):
        await asyncio.sleep(0.001)


@pair.good(faster=2.0)
async def together(count):
    await asyncio.gather(*(asyncio.sleep(0.001) for _ in range(count)))
