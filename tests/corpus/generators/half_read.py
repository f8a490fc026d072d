# right: measured
"""The first that fits: a list of all, or next of a generator?"""

from pairbench import Pair

pair = Pair(sizes=(100,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def all_of_them(numbers):
    return [number for number in numbers if number > 10][0]


@pair.good
def first(numbers):
    return next(number for number in numbers if number > 10)
