# right: refused: the same items in another order
"""Words without duplicates: a dict keeps their order, a set does not."""

from pairbench import Pair

pair = Pair(sizes=(50,))


@pair.input
def words(size):
    return [f"word{number % 20}" for number in range(size)]


@pair.bad
def with_dict(words):
    return list(dict.fromkeys(words))


@pair.good
def with_set(words):
    return list(set(words))
