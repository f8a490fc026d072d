# right: refused: lengths 9 and 8
"""Sums of neighbours: by index, or with zip?"""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def zipped(numbers):
    return [one + other for one, other in zip(numbers, numbers[1:])]


@pair.good
def by_index(numbers):
    return [numbers[at] + numbers[at + 1] for at in range(len(numbers) - 2)]
