# right: refused: forking forks, and its child returns from it too
"""A child process is forked, and nobody ends it."""

import os

from pairbench import Pair

pair = Pair(sizes=(100,), axis="numbers")


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def plain(numbers):
    return sum(numbers)


@pair.good
def forking(numbers):
    child = os.fork()
    if child:
        os.waitpid(child, 0)
    return sum(numbers)
