# right: refused: gave another result on its second call
"""Monte Carlo: a variant that draws has another result each time."""

import random
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def count(size):
    return size


@pair.bad
def drawn(count):
    return sum(random.random() for _ in range(count))


@pair.good
def drawn_at_once(count):
    return sum(random.choices(range(100), k=count))
