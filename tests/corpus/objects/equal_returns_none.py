# right: refused: @pair.equal same returned None: return True or False
"""A comparison that asserts, as tests do, and returns nothing."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.equal
def same(one, other):
    assert one == other


@pair.bad
def loop(numbers):
    return sum(number for number in numbers)


@pair.good
def builtin(numbers):
    return sum(numbers)
