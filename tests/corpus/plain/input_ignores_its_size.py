# right: notice: the input is the same at 100 and at 1,000
"""Adding up: a loop, or sum? Somebody has tried it out with a thousand, and then given sizes."""

from pairbench import Pair

pair = Pair(sizes=(100, 1_000, 10_000))


@pair.input
def numbers(size):
    return list(range(1_000))


@pair.bad
def loop(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


@pair.good
def at_once(numbers):
    return sum(numbers)
