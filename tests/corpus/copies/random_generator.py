# right: refused: drawn changed its input
"""A random generator as the input: drawing from it changes it."""

import random
from pairbench import Pair

pair = Pair(sizes=(5,), differs="random")


@pair.input
def source(size):
    return random.Random(7)


@pair.bad
def copied(source):
    other = random.Random()
    other.setstate(source.getstate())
    return other.random()


@pair.good
def drawn(source):
    return source.random()
