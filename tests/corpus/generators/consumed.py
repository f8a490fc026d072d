# right: measured
"""Evens: a list, or a generator that is summed?"""

from pairbench import Pair

pair = Pair(sizes=(10, 100))


@pair.input
def numbers(size):
    return range(size)


@pair.consumer
def total(evens):
    return sum(evens)


@pair.bad
def at_once(numbers):
    return [number for number in numbers if number % 2 == 0]


@pair.good
def lazily(numbers):
    return (number for number in numbers if number % 2 == 0)
