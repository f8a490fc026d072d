# right: measured
# may: the first call took
# needs: polars
"""Adding a column: the input is a frame, which the variants leave alone."""

import polars
from pairbench import Pair

pair = Pair(sizes=(10,), axis="rows")


@pair.input
def table(size):
    return polars.DataFrame({"price": range(size)})


@pair.bad
def by_python(table):
    return sum(table["price"].to_list())


@pair.good
def by_polars(table):
    return table["price"].sum()
