# right: measured
# needs: anyio
# may: the first call took
# may: beginning cold takes
"""Adding up: here, or in a thread that waits for more when it is done?"""

import anyio.to_thread
from pairbench import Pair

pair = Pair(sizes=(1_000,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def here(numbers):
    return sum(numbers)


@pair.good
async def in_a_thread(numbers):
    return await anyio.to_thread.run_sync(sum, numbers)
