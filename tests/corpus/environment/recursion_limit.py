# right: measured
"""A file that raises the limit of recursion for itself."""

import sys
from pairbench import Pair

sys.setrecursionlimit(6_000)
pair = Pair(sizes=(2_000,))


@pair.input
def number(size):
    return size


def down(number):
    return 0 if number == 0 else down(number - 1)


@pair.bad
def recursive(number):
    return down(number)


@pair.good
def loop(number):
    while number:
        number -= 1
    return number
