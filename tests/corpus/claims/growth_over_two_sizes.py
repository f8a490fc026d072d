# right: refused: give at least 4
"""A claim of growth over two sizes."""

from pairbench import Pair

pair = Pair(sizes=(5, 10))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def loop(numbers):
    return sum(number for number in numbers)


@pair.good(grows="n")
def builtin(numbers):
    return sum(numbers)
