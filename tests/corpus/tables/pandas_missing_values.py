# right: measured
# may: the first call took
# needs: pandas
"""Differences of rows: the first has none, which is NaN in both."""

import pandas
from pairbench import Pair

pair = Pair(sizes=(10,), axis="rows")


@pair.input
def prices(size):
    return pandas.Series(range(size), dtype=float)


@pair.bad
def shifted(prices):
    return prices - prices.shift(1)


@pair.good
def diff(prices):
    return prices.diff()
