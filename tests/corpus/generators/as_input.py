# right: refused: the input is an iterator, which the first call uses up
"""Adding numbers of a generator: the second call would find it empty."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return (number for number in range(size))


@pair.bad
def loop(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


@pair.good
def builtin(numbers):
    return sum(numbers)
