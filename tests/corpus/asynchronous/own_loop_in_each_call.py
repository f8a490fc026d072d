# right: measured
"""A plain function that runs a loop of its own, as scripts do."""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(3,))


async def added(numbers):
    await asyncio.sleep(0)
    return sum(numbers)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def with_run(numbers):
    return asyncio.run(added(numbers))


@pair.good
def without(numbers):
    return sum(numbers)
