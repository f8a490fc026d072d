# right: refused: lazily returns a lazy LazyFrame that nobody computes
# needs: polars
"""Filtering rows: a plan that nobody collects has filtered none."""

import polars
from pairbench import Pair

pair = Pair(sizes=(10,), axis="rows", differs="a table against a plan")


@pair.input
def table(size):
    return polars.DataFrame({"price": range(size)})


@pair.bad
def at_once(table):
    return table.filter(polars.col("price") > 4)


@pair.good(faster=2.0)
def lazily(table):
    return table.lazy().filter(polars.col("price") > 4)
