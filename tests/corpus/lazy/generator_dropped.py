# right: refused: generated makes a generator in line 26 of its file that nobody reads
"""Calling a function for each: a loop, or a generator that nobody reads?"""

from pairbench import Pair

pair = Pair(sizes=(1_000,))


def note(number):
    str(number)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def looped(numbers):
    for number in numbers:
        note(number)


@pair.good
def generated(numbers):
    (note(number) for number in numbers)
