# right: notice: or its very items
"""Squares of remainders: made anew, or kept by the length? A copy is given, so that nobody spoils it."""

from pairbench import Pair

pair = Pair(sizes=(1_000,))
made = {}


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def anew(numbers):
    return sorted(number * number % 7_919 for number in numbers)


@pair.good
def kept(numbers):
    if len(numbers) not in made:
        made[len(numbers)] = sorted(number * number % 7_919 for number in numbers)
    return list(made[len(numbers)])
