# right: refused: popped changed its input
"""Taking one from a set: pop takes it away."""

from pairbench import Pair

pair = Pair(sizes=(30,), differs="any one will do")


@pair.input
def numbers(size):
    return set(range(size))


@pair.bad
def popped(numbers):
    return numbers.pop()


@pair.good
def looked_at(numbers):
    return next(iter(numbers))
