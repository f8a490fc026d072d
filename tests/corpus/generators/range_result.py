# right: measured
"""Numbers up to n: a range can be read again, and has no work left to do."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def limit(size):
    return size


@pair.bad
def with_start(limit):
    return range(0, limit, 1)


@pair.good
def plain(limit):
    return range(limit)
