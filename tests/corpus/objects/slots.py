# right: measured
"""Slotted objects with an __eq__ of their own."""

from pairbench import Pair

pair = Pair(sizes=(10,))


class Pixel:
    __slots__ = ("blue", "red")

    def __init__(self, red, blue):
        self.red, self.blue = red, blue

    def __eq__(self, other):
        return (self.red, self.blue) == (other.red, other.blue)

    __hash__ = None


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def by_map(numbers):
    return list(map(Pixel, numbers, numbers))


@pair.good
def by_comprehension(numbers):
    return [Pixel(number, number) for number in numbers]
