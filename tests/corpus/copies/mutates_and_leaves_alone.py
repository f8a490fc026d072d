# right: measured
"""Said to change its input, and does not: that costs copies, and no more."""

from pairbench import Pair

pair = Pair(sizes=(200,), mutates=True, copy=list)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def loop(numbers):
    total = 0
    for number in numbers:
        total += number * number
    return total


@pair.good
def builtin(numbers):
    return sum(number * number for number in numbers)
