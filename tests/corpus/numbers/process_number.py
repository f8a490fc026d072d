# right: notice: another result in every process
"""The number of the process in the result."""

import os
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def count(size):
    return size


@pair.bad
def one(count):
    return f"{os.getpid()}:{count}"


@pair.good
def other(count):
    return str(os.getpid()) + ":" + str(count)
