# right: refused: KeyboardInterrupt
"""A variant that raises what a key press would."""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def number(size):
    return size


@pair.bad
def returns(number):
    return number


@pair.good
def interrupted(number):
    raise KeyboardInterrupt
