# right: refused: rotated changed its input
"""The item after next: rotate a deque, or look?"""

from collections import deque
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def items(size):
    return deque(range(size))


@pair.bad
def looked(items):
    return items[2]


@pair.good
def rotated(items):
    items.rotate(-2)
    return items[0] if items[0] == 2 else 2
