# right: refused: later leaves write for its event loop to call
"""Writing: here, or a moment later?"""

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
    asyncio.get_running_loop().call_later(0.01, write, numbers)
