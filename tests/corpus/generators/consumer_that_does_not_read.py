# right: refused: reads nothing of what evens returns
"""Evens: a consumer that only looks at the type reads nothing."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.consumer
def kind(result):
    return type(result)


@pair.bad
def evens(numbers):
    for number in numbers:
        if number % 2 == 0:
            yield number


@pair.good
def by_step(numbers):
    yield from numbers[::2]
