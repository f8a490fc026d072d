# right: refused: other makes an islice in line 27 of its file that nobody reads
"""Texts: at once, or under a name that is not spoken of again?"""

import itertools

from pairbench import Pair

pair = Pair(sizes=(1_000,))


FIRST = 1_000


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def plain(numbers):
    for number in numbers:
        str(number)


@pair.good
def other(numbers):
    texts = itertools.islice(map(str, numbers), FIRST)
