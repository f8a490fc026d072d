# right: measured
"""Waiting for many: one after the other, or gathered?"""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(3, 10), axis="requests")


async def answer(number):
    await asyncio.sleep(0)
    return number


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def one_by_one(numbers):
    return [await answer(number) for number in numbers]


@pair.good
async def gathered(numbers):
    return await asyncio.gather(*map(answer, numbers))
