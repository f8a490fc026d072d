# right: refused: brighter changed its input
"""Brighter pixels: the one that changes a slot of its input is caught."""

from pairbench import Pair

pair = Pair(sizes=(10,))


class Pixel:
    __slots__ = ("red",)

    def __init__(self, red):
        self.red = red


@pair.input
def pixels(size):
    return [Pixel(number) for number in range(size)]


@pair.bad
def brighter(pixels):
    for pixel in pixels:
        pixel.red += 1
    return len(pixels)


@pair.good
def counted(pixels):
    return len(pixels)
