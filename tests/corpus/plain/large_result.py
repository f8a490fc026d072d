# right: measured
"""A million zeros: a list of them, or as bytes? Their lengths are what counts."""

from pairbench import Pair

pair = Pair(sizes=(1_000_000,), axis="zeros")


@pair.input
def number(size):
    return size


@pair.equal
def same_length(one, other):
    return len(one) == len(other)


@pair.bad
def as_list(number):
    return [0] * number


@pair.good
def as_bytes(number):
    return bytes(number)
