# right: refused: killer at 10
"""A variant whose process is killed, as for want of memory."""

import os
import signal
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def survivor(numbers):
    return sum(numbers)


@pair.good
def killer(numbers):
    os.kill(os.getpid(), signal.SIGKILL)
