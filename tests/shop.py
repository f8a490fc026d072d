"""A project of one function and one pair, for gates to try: as it is, and slower."""

MODULE = '''"""Squares."""


def squares(numbers):
    return [number * number for number in numbers]
'''

SLOWER = MODULE.replace(
    "    return",
    "    for _ in range(3):\n        [number * number for number in numbers]\n    return",
)

PAIR = '''"""Squares: the shop's own, or by hand?"""
import shop
from pairbench import Pair
pair = Pair(sizes=(2_000,), axis="numbers")
@pair.input
def numbers(size):
    return list(range(size))
@pair.bad
def shops(numbers):
    return shop.squares(numbers)
@pair.good
def by_hand(numbers):
    return [number * number for number in numbers]
'''
