# right: measured
"""A library that closes the standard output of its process."""

import os
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def count(size):
    return size


@pair.bad
def closing(count):
    os.close(os.open(os.devnull, os.O_RDONLY))
    return count


@pair.good
def silent(count):
    os.write(1, b"written past sys.stdout\n")
    return count
