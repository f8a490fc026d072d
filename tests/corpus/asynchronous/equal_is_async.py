# right: refused: @pair.equal same returned a coroutine that nobody awaits
"""Sums: a comparison that is a coroutine would always be true."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.equal
async def same(one, other):
    return one == other


@pair.bad
def loop(numbers):
    return sum(number for number in numbers)


@pair.good
def wrong(numbers):
    return -1
