# right: notice: sorting and not_called return nothing, and leave their input otherwise
# may: so few calls are timed
"""Putting in order: what if the method is named, and not called?"""

from pairbench import Pair

pair = Pair(sizes=(1_000,), mutates=True)


@pair.input
def numbers(size):
    return list(range(size, 0, -1))


@pair.bad
def sorting(numbers):
    numbers.sort()


@pair.good
def not_called(numbers):
    numbers.sort
