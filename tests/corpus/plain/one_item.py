# right: measured
"""The first item: by index, or with next?"""

from pairbench import Pair

pair = Pair(sizes=(1,))


@pair.input
def items(size):
    return ["only"] * size


@pair.bad
def with_next(items):
    return next(iter(items))


@pair.good
def by_index(items):
    return items[0]
