# right: refuted: slower is at least 2 times as fast as quicker
# command: run
"""Adding numbers: advice that does not hold."""

from pairbench import Pair

pair = Pair(sizes=(1_000,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def quicker(numbers):
    return sum(numbers)


@pair.good(faster=2.0)
def slower(numbers):
    total = 0
    for number in numbers:
        total += number
    return total
