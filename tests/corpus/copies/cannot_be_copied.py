# right: refused: cannot be copied for each call
"""Reading lines: an open file cannot be copied."""

from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(1,), mutates=True)


@pair.input
def file(size):
    return Path(__file__).open()


@pair.bad
def all_at_once(file):
    return file.read().splitlines(keepends=True)


@pair.good
def readlines(file):
    return file.readlines()
