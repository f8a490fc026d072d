# right: refused: the input is an iterator, which the first call uses up
"""An input written like a fixture of pytest, with yield."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    yield list(range(size))


@pair.bad
def longer(numbers):
    return sum([*numbers])


@pair.good
def shorter(numbers):
    return sum(numbers)
