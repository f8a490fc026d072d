# right: refused: SystemExit
"""A variant that ends the interpreter, as functions written for scripts do."""

import sys
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def returns(numbers):
    return sum(numbers)


@pair.good
def leaves(numbers):
    sys.exit(0)
