# right: refused: gave another result on its second call
"""A list beside the input grows from call to call."""

from pairbench import Pair

pair = Pair(sizes=(3,))
log = []


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def logged(numbers):
    log.extend(numbers)
    return len(log)


@pair.good
def fresh(numbers):
    return len([*numbers])
