# right: refused: (list and tuple)
"""A copy of numbers: is a tuple made more quickly?"""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def as_list(numbers):
    return list(numbers)


@pair.good
def as_tuple(numbers):
    return tuple(numbers)
