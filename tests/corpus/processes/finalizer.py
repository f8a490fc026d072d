# right: refused: later leaves work to the end of the process, with weakref.finalize
"""Writing: here, or when an object is gone that is kept?"""

from weakref import finalize

from pairbench import Pair

pair = Pair(sizes=(50_000,))


def write(numbers):
    for number in numbers:
        str(number)


kept = []


class Kept:
    pass


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def here(numbers):
    write(numbers)


@pair.good
def later(numbers):
    kept.append(Kept())
    finalize(kept[-1], write, numbers[:10])
