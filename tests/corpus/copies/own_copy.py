# right: notice: copying the input takes
"""Taking the last, with a copy that is quicker than a deep one and still takes longer."""

from pairbench import Pair

pair = Pair(sizes=(5_000,), mutates=True, copy=list)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def deleted(numbers):
    last = numbers[-1]
    del numbers[-1]
    return last


@pair.good
def popped(numbers):
    return numbers.pop()
