# right: measured
# may: the first call took
# needs: polars
"""Filtering rows: at once, or planned and collected?"""

import polars
from pairbench import Pair

pair = Pair(sizes=(10,), axis="rows")


@pair.input
def table(size):
    return polars.DataFrame({"price": range(size)})


@pair.bad
def at_once(table):
    return table.filter(polars.col("price") > 4)


@pair.good
def planned(table):
    return table.lazy().filter(polars.col("price") > 4).collect()
