# right: measured
# flags: -O
"""Assertions are not executed under -O, in the workers as in the command."""

from pairbench import Pair

pair = Pair(sizes=(3,))
assert not __debug__


@pair.input
def count(size):
    return size


@pair.bad
def asserting(count):
    assert count < 0, "this is not executed"
    return count


@pair.good
def plain(count):
    return count
