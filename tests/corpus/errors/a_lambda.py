# right: refused: has no name to call it by
"""Variants that were written as lambdas."""

from pairbench import Pair

pair = Pair(sizes=(10,))
pair.input(lambda size: size)
pair.bad(lambda number: number + 1)
pair.good(lambda number: 1 + number)
