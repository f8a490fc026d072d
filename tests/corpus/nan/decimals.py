# right: measured
"""Prices as decimals, with one that is not a number."""

from decimal import Decimal
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def texts(size):
    return ["1.20"] * size + ["NaN"]


@pair.bad
def loop(texts):
    found = []
    for text in texts:
        found.append(Decimal(text))
    return found


@pair.good
def mapped(texts):
    return list(map(Decimal, texts))
