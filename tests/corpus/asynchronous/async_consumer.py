# right: measured
"""Rows: two streams, read to the end by an asynchronous consumer."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def count(size):
    return size


@pair.consumer
async def total(rows):
    return sum([row async for row in rows])


@pair.bad
async def with_list(count):
    for row in list(range(count)):
        yield row


@pair.good
async def with_range(count):
    for row in range(count):
        yield row
