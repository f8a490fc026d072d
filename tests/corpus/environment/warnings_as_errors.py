# right: refused: UserWarning: this is one
# flags: -Werror
"""Warnings are errors where the user has said so."""

import warnings
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def count(size):
    return size


@pair.bad
def plain(count):
    return count


@pair.good
def warning(count):
    warnings.warn("this is one", stacklevel=2)
    return count
