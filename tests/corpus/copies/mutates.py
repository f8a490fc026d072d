# right: notice: copying the input takes
"""Sorting in place, with a fresh copy for each call."""

from pairbench import Pair

pair = Pair(sizes=(200,), axis="numbers", mutates=True)


@pair.input
def numbers(size):
    return list(range(size, 0, -1))


@pair.bad
def bubbles(numbers):
    for end in range(len(numbers), 1, -1):
        for at in range(1, end):
            if numbers[at - 1] > numbers[at]:
                numbers[at - 1], numbers[at] = numbers[at], numbers[at - 1]
    return numbers


@pair.good
def in_place(numbers):
    numbers.sort()
    return numbers
