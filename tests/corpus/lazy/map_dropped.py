# right: refused: mapped makes a map in line 27 of its file that nobody reads
"""Calling a function for each: a loop, or a map whose items nobody asks for?"""

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
def mapped(numbers):
    # Looks like work.
    map(note, numbers)
