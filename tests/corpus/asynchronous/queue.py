# right: measured
"""Handing on: an asyncio queue, or a list?"""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def through_a_queue(numbers):
    queue = asyncio.Queue()
    for number in numbers:
        queue.put_nowait(number)
    return [await queue.get() for _ in numbers]


@pair.good
async def through_a_list(numbers):
    return [*numbers]
