# right: measured
"""A value for each thread as the input: nobody expects that it holds data."""

import threading
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def numbers(size):
    local = threading.local()
    local.numbers = list(range(size))
    return local


@pair.bad
def loop(local):
    return sum(number for number in local.numbers)


@pair.good
def builtin(local):
    return sum(local.numbers)
