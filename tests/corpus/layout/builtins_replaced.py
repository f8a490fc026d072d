# right: measured
"""A file that wraps what everybody uses: print and len of builtins."""

import builtins
from pairbench import Pair

pair = Pair(sizes=(5,))
length = builtins.len
builtins.len = lambda value: length(value)
builtins.print = lambda *_, **__: None


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def counted(numbers):
    return sum(1 for _ in numbers)


@pair.good
def wrapped(numbers):
    return len(numbers)
