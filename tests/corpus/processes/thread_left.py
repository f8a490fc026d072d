# right: refused: later starts a thread and returns before it has ended: join it
"""Writing: here, or in a thread that nobody joins?"""

import threading

from pairbench import Pair

pair = Pair(sizes=(500_000,))


def write(numbers):
    for number in numbers:
        str(number)



@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def here(numbers):
    write(numbers)


@pair.good
def later(numbers):
    threading.Thread(target=write, args=(numbers,)).start()
