# right: measured
"""Words without duplicates, sorted: the order is settled."""

from pairbench import Pair

pair = Pair(sizes=(50,))


@pair.input
def words(size):
    return [f"word{number % 20}" for number in range(size)]


@pair.bad
def with_set(words):
    return sorted(set(words))


@pair.good
def with_dict(words):
    return sorted(dict.fromkeys(words))
