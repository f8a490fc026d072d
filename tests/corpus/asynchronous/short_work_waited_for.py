# right: measured
# may: the first call took
"""Writing a little, awaited: here, or by a worker that says when it is done?"""

import asyncio
import threading
from queue import Queue

from pairbench import Pair

pair = Pair(sizes=(1_000,))

queue = Queue()


def write(numbers):
    for number in numbers:
        str(number)


def work():
    while True:
        numbers, loop, done = queue.get()
        write(numbers)
        loop.call_soon_threadsafe(done.set_result, None)


threading.Thread(target=work, daemon=True).start()


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def here(numbers):
    write(numbers)


@pair.good
async def elsewhere(numbers):
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    queue.put((numbers, loop, done))
    await done
