# right: measured
"""Numbers without duplicates: the hash of a number is the same in every process."""

from pairbench import Pair

pair = Pair(sizes=(50,))


@pair.input
def numbers(size):
    return [number % 20 for number in range(size)]


@pair.bad
def with_set(numbers):
    return list(set(numbers))


@pair.good
def with_dict(numbers):
    return list(dict.fromkeys(numbers))
