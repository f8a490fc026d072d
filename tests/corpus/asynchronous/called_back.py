# right: measured
"""Writing: here, or when the loop comes to it, which is waited for?"""

import asyncio

from pairbench import Pair

pair = Pair(sizes=(50_000,))


def write(numbers):
    for number in numbers:
        str(number)



@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def here(numbers):
    write(numbers)


@pair.good
async def later(numbers):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_soon(write, numbers)
    loop.call_soon(done.set_result, None)
    async with asyncio.timeout(10):
        await done
