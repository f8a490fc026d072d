# right: refused: has no question
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def number(size):
    return size


@pair.bad
def one(number):
    return number


@pair.good
def other(number):
    return number
