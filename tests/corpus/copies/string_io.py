# right: refused: changed its input
"""A text in memory: reading moves its position."""

import io
from pairbench import Pair

pair = Pair(sizes=(5,), differs="the second call finds nothing")


@pair.input
def file(size):
    return io.StringIO("a line\n" * size)


@pair.bad
def value(file):
    return file.getvalue()


@pair.good
def read(file):
    return file.read()
