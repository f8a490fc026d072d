# right: measured
"""Writing: here, or in a thread that is joined?"""

import threading

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
    thread = threading.Thread(target=write, args=(numbers,))
    thread.start()
    thread.join()
