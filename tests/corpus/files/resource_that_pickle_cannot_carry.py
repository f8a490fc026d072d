# right: refused: pickle
"""An open file as the resource of a whole run: no other process can have it."""

from contextlib import contextmanager
from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.resource(scope="run")
@contextmanager
def file(size):
    with open(__file__) as file:
        yield file


@pair.bad
def longer(file):
    return len(file.name + "")


@pair.good
def shorter(file):
    return len(file.name)
