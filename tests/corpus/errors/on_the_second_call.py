# right: refused: RuntimeError: closed already
"""A client that can be used once."""

from pairbench import Pair

pair = Pair(sizes=(3,))
used = []


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def repeatedly(numbers):
    return sum(numbers)


@pair.good
def once(numbers):
    used.append(True)
    if len(used) > 1:
        raise RuntimeError("closed already")
    return sum(numbers)
