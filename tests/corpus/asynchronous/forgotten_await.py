# right: refused: forgot returns a list with a coroutine in it that nobody awaits
"""Answers of many: one variant has forgotten an await."""

from pairbench import Pair

pair = Pair(sizes=(3,), differs="one is not what it seems")


async def answer(number):
    return number


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def awaited(numbers):
    return [await answer(number) for number in numbers]


@pair.good
async def forgot(numbers):
    return [answer(number) for number in numbers]
