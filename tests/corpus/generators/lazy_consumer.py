# right: refused: the consumer makes of the result of evens
"""Evens: a consumer that is lazy itself."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.consumer
def shown(result):
    return (str(each) for each in result)


@pair.bad
def evens(numbers):
    return (number for number in numbers if number % 2 == 0)


@pair.good
def by_step(numbers):
    return (number for number in numbers[::2])
