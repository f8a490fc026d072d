# right: notice: has set sys.settrace, which takes part of every call
"""A file that has begun to follow its own lines, as a debugger does, and has not ended it."""

import sys
from pairbench import Pair

pair = Pair(sizes=(100,))
sys.settrace(lambda frame, event, argument: None)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def looped(numbers):
    return [number + 1 for number in numbers]


@pair.good
def mapped(numbers):
    return list(map((1).__add__, numbers))
