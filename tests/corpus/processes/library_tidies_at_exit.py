# right: notice: each call adds to the list kept
"""Adding up with a library that has its tidying put off to the end, or without?"""

import atexit
import tempfile
import threading
import weakref

from pairbench import Pair

pair = Pair(sizes=(5_000,))


class Kept:
    pass


kept = []
timers = []


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def with_tidying(numbers):
    # As joblib does with the folder of each of its calls.
    atexit.register(tempfile.gettempdir)
    kept.append(Kept())
    weakref.finalize(kept[-1], tempfile.gettempdir)
    while timers:
        timers.pop().cancel()
    timers.append(threading.Timer(60.0, tempfile.gettempdir))
    timers[-1].daemon = True
    timers[-1].start()
    return sum(numbers)


@pair.good
def alone(numbers):
    return sum(numbers)
