# right: refused: largest at 1 raised during check: ValueError: max()
"""The largest: by hand, or with max of what follows?"""

from pairbench import Pair

pair = Pair(sizes=(1, 10))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def by_hand(numbers):
    best = numbers[0]
    for number in numbers:
        best = number if number > best else best
    return best


@pair.good
def largest(numbers):
    return max(numbers[1:])
