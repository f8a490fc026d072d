# right: notice: another result in every process
"""Words without duplicates: the list of a set has another order in every process."""

from pairbench import Pair

pair = Pair(sizes=(50,))


@pair.input
def words(size):
    return [f"word{number % 20}" for number in range(size)]


@pair.bad
def with_set(words):
    return list(set(words))


@pair.good
def with_comprehension(words):
    return list({word for word in words})
