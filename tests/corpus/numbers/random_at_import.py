# right: notice: another input in every process
"""Numbers drawn when the file is imported: nobody has seeded them."""

import random
from pairbench import Pair

pair = Pair(sizes=(10,))
NUMBERS = [random.random() for _ in range(10)]


@pair.input
def numbers(size):
    return NUMBERS[:size]


@pair.bad
def smallest(numbers):
    return min(numbers)


@pair.good
def first_of_sorted(numbers):
    return sorted(numbers)[0]
