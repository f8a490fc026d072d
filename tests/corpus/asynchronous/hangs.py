# right: refused: forever at 3 hung during check
"""Waiting for an event that nobody sets."""

import asyncio
from pairbench import Pair

pair = Pair(sizes=(3,), timeout_s=1)


@pair.input
def count(size):
    return size


@pair.bad
async def at_once(count):
    return count


@pair.good
async def forever(count):
    await asyncio.Event().wait()
    return count
