# right: measured
"""A pair file with the name of a module of the standard library."""

import string
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def count(size):
    return size


@pair.bad
def by_hand(count):
    return "abcdefghijklmnopqrstuvwxyz"[:count]


@pair.good
def from_the_module(count):
    return string.ascii_lowercase[:count]
