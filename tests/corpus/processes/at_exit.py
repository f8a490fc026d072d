# right: refused: later leaves work to the end of the process, with atexit
"""Writing: here, or when the process ends?"""

import atexit

from pairbench import Pair

pair = Pair(sizes=(50_000,))


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
    atexit.register(write, numbers[:10])
