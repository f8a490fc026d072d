# right: measured
"""Words without duplicates, as sets: these have no order to differ in."""

from pairbench import Pair

pair = Pair(sizes=(50,))


@pair.input
def words(size):
    return [f"word{number % 20}" for number in range(size)]


@pair.bad
def loop(words):
    found = set()
    for word in words:
        found.add(word)
    return found


@pair.good
def frozen(words):
    return frozenset(words)
