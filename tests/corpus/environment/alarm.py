# right: measured
"""A time limit by an alarm, as solvers use it."""

import signal
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def count(size):
    return size


@pair.bad
def limited(count):
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 10)
    try:
        return sum(range(count))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@pair.good
def unlimited(count):
    return sum(range(count))
