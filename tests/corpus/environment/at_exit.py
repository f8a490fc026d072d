# right: measured
"""Work at the end of the process, with a word on it."""

import atexit
from pairbench import Pair

pair = Pair(sizes=(3,))
atexit.register(print, "ending")


@pair.input
def count(size):
    return size


@pair.bad
def registered(count):
    atexit.unregister(abs)
    return count


@pair.good
def plain(count):
    return count
