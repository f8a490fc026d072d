# right: measured
"""Writing: here, or in a thread and contexts that are begun, one of them as a decorator?"""

import contextlib
import threading

from pairbench import Pair

pair = Pair(sizes=(1_000,))


@contextlib.contextmanager
def written(numbers):
    for number in numbers:
        str(number)
    yield


def write(numbers):
    with written(numbers):
        pass


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def plain(numbers):
    for number in numbers:
        str(number)


@pair.good
def other(numbers):
    thread = threading.Thread(target=write, args=(numbers,))
    thread.start()
    thread.join()
    decorated = written(numbers)(len)
    decorated(numbers)
