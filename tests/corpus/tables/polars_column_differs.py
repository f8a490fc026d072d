# right: refused: at ['price'][1]
# needs: polars
"""Prices with tax: one variant forgets it for a row."""

import polars
from pairbench import Pair

pair = Pair(sizes=(5,), axis="rows")


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def with_tax(numbers):
    return polars.DataFrame({"name": numbers, "price": [number * 2 for number in numbers]})


@pair.good
def forgetful(numbers):
    prices = [1 if number == 1 else number * 2 for number in numbers]
    return polars.DataFrame({"name": numbers, "price": prices})
