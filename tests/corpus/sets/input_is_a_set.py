# right: measured
"""The shortest word of a set that is the input: whichever order it has."""

from pairbench import Pair

pair = Pair(sizes=(50,))


@pair.input
def words(size):
    return {"w" * (number + 1) for number in range(size)}


@pair.bad
def sorted_first(words):
    return sorted(words, key=len)[0]


@pair.good
def smallest(words):
    return min(words, key=len)
