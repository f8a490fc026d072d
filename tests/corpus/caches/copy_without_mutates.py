# right: refused: has copy= and leaves its input alone
"""A copy that nobody asks for."""

from pairbench import Pair

pair = Pair(sizes=(5,), copy=list)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def loop(numbers):
    return sum(number for number in numbers)


@pair.good
def builtin(numbers):
    return sum(numbers)
