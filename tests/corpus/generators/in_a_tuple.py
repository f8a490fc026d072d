# right: refused: with a generator in it that nobody reads
"""Words and their lengths: two lists, or two generators in a tuple?"""

from pairbench import Pair

pair = Pair(sizes=(10,), differs="lists against generators")


@pair.input
def words(size):
    return [f"word{number}" for number in range(size)]


@pair.bad
def lists(words):
    return [word.upper() for word in words], [len(word) for word in words]


@pair.good
def generators(words):
    return (word.upper() for word in words), (len(word) for word in words)
