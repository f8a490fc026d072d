# right: measured
"""Lines of a text in memory, with a fresh copy for each call."""

import io
from pairbench import Pair

pair = Pair(sizes=(200,), mutates=True)


@pair.input
def file(size):
    return io.StringIO("a line\n" * size)


@pair.bad
def split(file):
    return [line.upper() for line in file.getvalue().splitlines(keepends=True)]


@pair.good
def read(file):
    return [line.upper() for line in file]
