# right: measured
"""Random numbers of the module random, which is seeded before the input is made."""

import random
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return [random.random() for _ in range(size)]


@pair.bad
def loop(numbers):
    best = numbers[0]
    for number in numbers:
        best = max(best, number)
    return best


@pair.good
def builtin(numbers):
    return max(numbers)
