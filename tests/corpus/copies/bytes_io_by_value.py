# right: measured
"""Bytes in memory that are asked for as a whole: nothing is used up."""

import io
from pairbench import Pair

pair = Pair(sizes=(100,))


@pair.input
def file(size):
    return io.BytesIO(b"x\n" * size)


@pair.bad
def value(file):
    return file.getvalue().count(b"x")


@pair.good
def buffer(file):
    return bytes(file.getbuffer()).count(b"x")
