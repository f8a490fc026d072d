# right: measured
"""Groups of neighbours: itertools.groupby yields iterators within an iterator."""

import itertools
from pairbench import Pair

pair = Pair(sizes=(30,))


@pair.input
def numbers(size):
    return [number // 3 for number in range(size)]


@pair.consumer
def lengths(groups):
    return [sum(1 for _ in group) for _, group in groups]


@pair.bad
def by_hand(numbers):
    groups = []
    for number in numbers:
        if not groups or groups[-1][0] != number:
            groups.append((number, []))
        groups[-1][1].append(number)
    return groups


@pair.good
def by_itertools(numbers):
    return itertools.groupby(numbers)
