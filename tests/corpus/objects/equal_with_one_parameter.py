# right: refused: @pair.equal same raised TypeError
"""A comparison that takes one value alone."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.equal
def same(result):
    return result > 0


@pair.bad
def loop(numbers):
    return sum(number for number in numbers)


@pair.good
def builtin(numbers):
    return sum(numbers)
