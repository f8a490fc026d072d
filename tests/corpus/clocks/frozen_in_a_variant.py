# right: measured
"""A variant that replaces the clock while it runs, as a mocked test does."""

import time
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def count(size):
    return size


@pair.bad
def patched(count):
    kept, time.perf_counter = time.perf_counter, lambda: 0.0
    try:
        return [time.perf_counter() for _ in range(count)]
    finally:
        time.perf_counter = kept


@pair.good
def plain(count):
    return [0.0] * count
