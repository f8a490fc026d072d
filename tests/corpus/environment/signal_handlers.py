# right: notice: each call adds to the list seen
"""A file with handlers of its own for signals, as servers have them."""

import signal
from pairbench import Pair

pair = Pair(sizes=(3,))
seen = []
signal.signal(signal.SIGTERM, lambda *_: seen.append("term"))
signal.signal(signal.SIGINT, signal.SIG_IGN)


@pair.input
def count(size):
    return size


@pair.bad
def raised(count):
    signal.raise_signal(signal.SIGTERM)
    return bool(seen)


@pair.good
def plain(count):
    return True
