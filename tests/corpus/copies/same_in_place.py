# right: measured
# may: so few calls are timed
"""Putting in order: by sort, or by a slice?"""

from pairbench import Pair

pair = Pair(sizes=(1_000,), mutates=True)


@pair.input
def numbers(size):
    return list(range(size, 0, -1))


@pair.bad
def by_a_slice(numbers):
    numbers[:] = sorted(numbers)


@pair.good
def sorting(numbers):
    numbers.sort()
