# right: measured
"""A fixed date for the tests: time.time is replaced at import, the harness has its own clock."""

import time
from pairbench import Pair

pair = Pair(sizes=(10,))
for name in ("time", "perf_counter", "monotonic", "perf_counter_ns", "process_time"):
    setattr(time, name, lambda: 1_700_000_000)


@pair.input
def count(size):
    return size


@pair.bad
def asked(count):
    return [time.time() for _ in range(count)]


@pair.good
def once(count):
    return [time.time()] * count
