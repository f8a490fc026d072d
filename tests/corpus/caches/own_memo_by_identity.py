# right: notice: the same object again
"""Squares: made anew, or kept by the identity of the list? A short call, without functools."""

from pairbench import Pair

pair = Pair(sizes=(2_000,))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def made_anew(numbers):
    return [number * number for number in numbers]


@pair.good
def kept(numbers, memo={}):
    if id(numbers) not in memo:
        memo[id(numbers)] = [number * number for number in numbers]
    return memo[id(numbers)]
