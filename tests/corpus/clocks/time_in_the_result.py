# right: refused: gave another result on its second call
"""A stamp in the result: every call returns another."""

import time
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def count(size):
    return size


@pair.bad
def with_float(count):
    return {"count": count, "at": time.time_ns()}


@pair.good
def other(count):
    return dict(count=count, at=time.time_ns())
