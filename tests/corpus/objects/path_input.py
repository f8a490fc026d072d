# right: measured
"""The name of a file: a path that is asked for its text remembers it, and has not changed."""

from pathlib import Path
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def path(size):
    return Path("shop") / f"prices{size}.csv"


@pair.bad
def by_name(path):
    return path.name


@pair.good
def as_text(path):
    return str(path).rpartition("/")[2]
