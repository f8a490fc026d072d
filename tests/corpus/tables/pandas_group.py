# right: measured
# may: the first call took
# needs: pandas
"""Sums of groups: by hand, or groupby?"""

import pandas
from pairbench import Pair

pair = Pair(sizes=(30,), axis="rows")


@pair.input
def table(size):
    return pandas.DataFrame({"shop": [n % 3 for n in range(size)], "sales": range(size)})


@pair.bad
def by_hand(table):
    sums = {}
    for shop, sales in zip(table["shop"], table["sales"]):
        sums[shop] = sums.get(shop, 0) + sales
    return sums


@pair.good
def grouped(table):
    return table.groupby("shop")["sales"].sum().to_dict()
