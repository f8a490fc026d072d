# right: measured
"""A file that nobody closes: the interpreter warns, and goes on."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def path(size):
    return __file__


@pair.bad
def closed(path):
    with open(path) as file:
        return len(file.read())


@pair.good
def left_open(path):
    return len(open(path).read())  # noqa: SIM115
