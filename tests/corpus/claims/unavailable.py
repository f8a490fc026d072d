# right: measured
"""A variant that needs an interpreter of the future."""

from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def loop(numbers):
    return sum(number for number in numbers)


@pair.good
def builtin(numbers):
    return sum(numbers)


@pair.good(unavailable="needs Python 9")
def future(numbers):
    return numbers.sum()
