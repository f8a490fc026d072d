# right: refuted: sliced
# command: run
"""One of the input's own numbers as the result: neither keeps a byte for it."""

from pairbench import Pair

pair = Pair(sizes=(1_000, 4_000))


@pair.input
def numbers(size):
    return list(range(1_000, 1_000 + size))


@pair.bad
def by_index(numbers):
    return numbers[-1]


@pair.good(leaner=2.0)
def sliced(numbers):
    return numbers[1:][-1]
