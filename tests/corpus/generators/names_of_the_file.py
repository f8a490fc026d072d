# right: measured
"""Texts: at once, or by functions that go by the names of lazy ones?"""

import itertools

from pairbench import Pair

pair = Pair(sizes=(1_000,))


def texts(numbers):
    yield from map(str, numbers)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def plain(numbers):
    for number in numbers:
        str(number)


@pair.good
def other(numbers):
    def texts(numbers):
        return [str(number) for number in numbers]

    map = texts
    map(numbers)
    texts(numbers)

    class Held:
        items = itertools.chain(numbers)

    found = list(Held.items)
    total = itertools.accumulate(numbers)
    deque = [*total, *found]
