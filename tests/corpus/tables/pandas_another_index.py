# right: refused: filtered does not return what
# may: the first call took
# needs: pandas
"""The last rows: the same values under another index are another result."""

import pandas
from pairbench import Pair

pair = Pair(sizes=(10,), axis="rows")


@pair.input
def prices(size):
    return pandas.DataFrame({"price": range(size)})


@pair.bad
def reset(prices):
    return prices[prices["price"] > 4].reset_index(drop=True)


@pair.good
def filtered(prices):
    return prices[prices["price"] > 4]
