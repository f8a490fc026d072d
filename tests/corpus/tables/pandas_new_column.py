# right: refused: in_place changed its input
# needs: pandas
"""A new column: assigned to a copy, or to the input itself?"""

import pandas
from pairbench import Pair

pair = Pair(sizes=(10,), axis="rows")


@pair.input
def table(size):
    return pandas.DataFrame({"price": range(size)})


@pair.bad
def assigned(table):
    return int(table.assign(double=table["price"] * 2)["double"].sum())


@pair.good
def in_place(table):
    table["double"] = table["price"] * 2
    return int(table["double"].sum())
