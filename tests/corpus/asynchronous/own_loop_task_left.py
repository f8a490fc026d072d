# right: refused: begun begins a task (work_slowly) and returns before it is done
"""A file has a loop of its own, in which a task is left."""

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


async def work_slowly(numbers):
    for _ in range(3):
        await asyncio.sleep(0)
    work(numbers)


@pair.good
def begun(numbers):
    async def main():
        tasks.append(asyncio.create_task(work_slowly(numbers)))

    loop.run_until_complete(main())


tasks = []
