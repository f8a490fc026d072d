# right: measured
"""A pair that a function makes, as people do who have many of a kind."""

from pairbench import Pair


def made(sizes):
    pair = Pair(sizes=sizes)

    @pair.input
    def numbers(size):
        return list(range(size))

    @pair.bad
    def loop(numbers):
        return sum(number for number in numbers)

    @pair.good
    def builtin(numbers):
        return sum(numbers)

    return pair


pair = made((5, 10))
