# right: refused: AssertionError: this is executed
"""The same without the flag."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def count(size):
    return size


@pair.bad
def plain(count):
    return count


@pair.good
def asserting(count):
    assert count < 0, "this is executed"
    return count
