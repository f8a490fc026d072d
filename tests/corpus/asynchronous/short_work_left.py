# right: refused: later gives a thread work and returns before it is done
"""Writing a little, awaited: here, or by a worker that has a queue?"""

import threading
from queue import Queue

from pairbench import Pair

pair = Pair(sizes=(10_000,))

queue = Queue()


def write(numbers):
    for number in numbers:
        str(number)


def work():
    while True:
        write(queue.get())


threading.Thread(target=work, daemon=True).start()


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def here(numbers):
    write(numbers)


@pair.good
async def later(numbers):
    queue.put(numbers)
