# right: refused: lazily returns a generator that nobody reads
"""Evens: a list, or a generator?"""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return range(size)


@pair.bad
def at_once(numbers):
    return [number for number in numbers if number % 2 == 0]


@pair.good
def lazily(numbers):
    return (number for number in numbers if number % 2 == 0)
