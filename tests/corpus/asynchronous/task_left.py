# right: refused: in_the_background begins a task (save) and returns before it is done: await it
"""Saving in the background: the work is done when the clock has stopped."""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(1_000,))


async def save(numbers):
    for number in numbers:
        str(number)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def awaited(numbers):
    await save(numbers)


@pair.good
async def in_the_background(numbers):
    asyncio.create_task(save(numbers))
