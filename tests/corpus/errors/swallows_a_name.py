# right: notice: one: swallows NameError
# right: notice: two: swallows NameError
# right: notice: every variant returns None at every size
"""Adding up: both have a name wrong, and say nothing of it."""

from pairbench import Pair

pair = Pair(sizes=(10, 100))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def one(numbers):
    try:
        return sum(numbrs)
    except Exception:
        return None


@pair.good
def two(numbers):
    total = None
    try:
        for number in numbrs:
            total = number + (total or 0)
    except Exception:
        pass
    return total
