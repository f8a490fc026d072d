# right: refused: cannot be copied for each call (TypeError: there is one of me
"""An input that refuses to be copied."""

from pairbench import Pair

pair = Pair(sizes=(3,), mutates=True)


class Single(list):
    def __deepcopy__(self, memory):
        raise TypeError("there is one of me")


@pair.input
def numbers(size):
    return Single(range(size))


@pair.bad
def one(numbers):
    return numbers.pop()


@pair.good
def other(numbers):
    return numbers.pop(-1)
