# right: measured
"""Paths of files: joined with /, or with joinpath?"""

from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(5,))


@pair.input
def names(size):
    return [f"file{number}.txt" for number in range(size)]


@pair.bad
def joinpath(names):
    return [Path("data").joinpath(name) for name in names]


@pair.good
def slash(names):
    return [Path("data") / name for name in names]
