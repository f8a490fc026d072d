# right: refused: RecursionError: maximum recursion depth exceeded
"""Counting down: is calling oneself as good as a loop?"""

from pairbench import Pair

pair = Pair(sizes=(10, 100_000))


@pair.input
def number(size):
    return size


@pair.bad
def loop(number):
    while number:
        number -= 1
    return number


@pair.good
def recursive(number):
    return number if number == 0 else recursive(number - 1)
