# right: refused: cleared changed its input
"""Length of a buffer: one variant also clears it."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def buffer(size):
    return bytearray(b"x" * size)


@pair.bad
def length(buffer):
    return len(buffer)


@pair.good
def cleared(buffer):
    memoryview(buffer)[0] = 0
    return len(buffer)
