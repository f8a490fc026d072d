# right: refused: misspelt at 10 raised during check: AttributeError
"""Upper case: a misspelt method."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def words(size):
    return ["word"] * size


@pair.bad
def upper(words):
    return [word.upper() for word in words]


@pair.good
def misspelt(words):
    return [word.uppper() for word in words]
