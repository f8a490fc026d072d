# right: measured
"""A file has a loop of its own, in which a helper goes on between the calls."""

import asyncio

from pairbench import Pair

pair = Pair(sizes=(100,), axis="numbers")
loop = asyncio.new_event_loop()


@pair.input
def numbers(size):
    return list(range(size))


async def helper():
    while True:
        await asyncio.sleep(0.001)


running = loop.create_task(helper())


async def square(number):
    await asyncio.sleep(0)
    return number * number


@pair.bad
def one_by_one(numbers):
    async def main():
        return [await square(number) for number in numbers]

    return loop.run_until_complete(main())


@pair.good
def gathered(numbers):
    async def main():
        return list(await asyncio.gather(*map(square, numbers)))

    return loop.run_until_complete(main())
