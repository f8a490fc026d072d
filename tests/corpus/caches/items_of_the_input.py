# right: measured
"""The smaller half: sorted, or by heapq? Both give the very items of their input."""

import heapq

from pairbench import Pair

pair = Pair(sizes=(10, 2_000))


@pair.input
def numbers(size):
    return {"of": [number * 7_919 % 10_007 + 1_000 for number in range(size)]}


@pair.bad
def by_sorting(numbers):
    return sorted(numbers["of"])[: len(numbers["of"]) // 2]


@pair.good
def by_heap(numbers):
    return heapq.nsmallest(len(numbers["of"]) // 2, numbers["of"])
