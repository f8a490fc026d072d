# right: refused: streamed returns an asynchronous iterator that nobody reads
"""Rows: listed, or streamed? A stream that nobody reads is not fast."""

from pairbench import Pair

pair = Pair(sizes=(10,), differs="a list against a stream")


@pair.input
def count(size):
    return size


@pair.bad
async def listed(count):
    return [number * 2 for number in range(count)]


@pair.good(faster=2.0)
async def streamed(count):
    for number in range(count):
        yield number * 2
