# right: refused: later leaves work for its event loop to call
"""A file has a loop of its own, which is to call the work later."""

import asyncio

from pairbench import Pair

pair = Pair(sizes=(1_000,), axis="numbers")
loop = asyncio.new_event_loop()


@pair.input
def numbers(size):
    return list(range(size))


def work(numbers):
    for _ in range(10):
        sum(number * number for number in numbers)


@pair.bad
def done(numbers):
    async def main():
        work(numbers)

    loop.run_until_complete(main())


@pair.good
def later(numbers):
    async def main():
        asyncio.get_running_loop().call_later(0.001, work, numbers)

    loop.run_until_complete(main())
