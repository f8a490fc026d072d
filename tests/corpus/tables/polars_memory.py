# right: inconclusive: the peak of lists is at least 2 times that of frame
# command: run
# may: the first call took
# needs: polars
"""A hundred thousand numbers: lists, or a frame whose memory nobody here can see?"""

import polars
from pairbench import Pair

pair = Pair(sizes=(100_000,), axis="rows", differs="lists against a frame")


@pair.input
def count(size):
    return size


@pair.bad
def lists(count):
    return {"number": list(range(count))}


@pair.good(leaner=2.0)
def frame(count):
    return polars.DataFrame({"number": polars.arange(0, count, eager=True)})
