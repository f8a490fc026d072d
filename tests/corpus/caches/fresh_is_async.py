# right: refused: fresh= gives something to await, and nobody awaits it
"""A cold start that is a coroutine function would never happen."""

from pairbench import Pair

cache = {}


async def emptied():
    cache.clear()


pair = Pair(sizes=(5,), fresh=emptied)


@pair.input
def number(size):
    return size


@pair.bad
def anew(number):
    return number


@pair.good
def cached(number):
    return cache.setdefault(number, number)
