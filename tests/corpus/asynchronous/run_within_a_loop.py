# right: refused: asyncio.run() cannot be called from a running event loop
"""A coroutine function that calls asyncio.run."""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(3,))


async def added(numbers):
    return sum(numbers)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def awaited(numbers):
    return await added(numbers)


@pair.good
async def run_anew(numbers):
    work = added(numbers)
    try:
        return asyncio.run(work)
    finally:
        work.close()
