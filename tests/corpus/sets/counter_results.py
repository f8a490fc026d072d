# right: measured
"""Counting words: a Counter, or a defaultdict? Both are dicts, and equal as such."""

from collections import Counter, defaultdict
from pairbench import Pair

pair = Pair(sizes=(30,))


@pair.input
def words(size):
    return [f"word{number % 7}" for number in range(size)]


@pair.bad
def by_default(words):
    counts = defaultdict(int)
    for word in words:
        counts[word] += 1
    return counts


@pair.good
def by_counter(words):
    return Counter(words)
