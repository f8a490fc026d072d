# right: refused: in_place changed its input
"""A basket with a lock: the lock cannot be watched, and the list beside it can."""

import threading
from pairbench import Pair

pair = Pair(sizes=(20,))


class Basket:
    def __init__(self, items):
        self.items, self.lock = items, threading.Lock()


@pair.input
def basket(size):
    return Basket([item * 7 % 20 for item in range(size)])


@pair.bad
def copied(basket):
    with basket.lock:
        return sorted(basket.items)[0]


@pair.good
def in_place(basket):
    with basket.lock:
        basket.items.sort()
        return basket.items[0]
