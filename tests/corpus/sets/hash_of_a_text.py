# right: notice: another result in every process
"""A bucket for each word: hash() of a text is another one in every process."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def words(size):
    return [f"word{number}" for number in range(size)]


@pair.bad
def loop(words):
    buckets = []
    for word in words:
        buckets.append(hash(word) % 16)
    return buckets


@pair.good
def comprehension(words):
    return [hash(word) % 16 for word in words]
