# right: measured
"""A sum of what the file holds: what if the input only prepares it, and nobody reads it?"""

from pairbench import Pair

pair = Pair(sizes=(1_000,))

NUMBERS = []


@pair.input
def prepared(size):
    NUMBERS[:] = range(size)


@pair.bad
def looped(_):
    total = 0
    for number in NUMBERS:
        total += number
    return total


@pair.good
def summed(_):
    return sum(NUMBERS)
