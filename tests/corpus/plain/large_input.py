# right: measured
"""Is an item there: list, or set of half a million?"""

from pairbench import Pair

pair = Pair(sizes=(500_000,))


@pair.input
def both(size):
    return list(range(size)), set(range(size))


@pair.bad
def in_list(both):
    return -1 in both[0]


@pair.good
def in_set(both):
    return -1 in both[1]
