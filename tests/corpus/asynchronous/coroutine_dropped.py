# right: refused: saved makes a coroutine (save) that nobody awaits: await it in the variant
"""Saving: one variant has forgotten its await, and returns nothing either way."""

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
async def saved(numbers):
    save(numbers)
