# right: measured
"""Two pairs in one file share an input."""

from pairbench import Pair

pair = Pair(sizes=(5,))
other = Pair(sizes=(6,))


@pair.input
@other.input
def numbers(size):
    return list(range(size))


@pair.bad
@other.good
def loop(numbers):
    return sum(number for number in numbers)


@pair.good
@other.bad
def builtin(numbers):
    return sum(numbers)
