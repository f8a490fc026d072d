# right: notice: another result in every process
"""Identities of objects in the result."""

from pairbench import Pair

pair = Pair(sizes=(5,))
CONSTANT = object()


@pair.input
def count(size):
    return size


@pair.bad
def loop(count):
    return [id(CONSTANT) for _ in range(count)]


@pair.good
def multiplied(count):
    return [id(CONSTANT)] * count
