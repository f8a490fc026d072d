# right: measured
# python: 3.12
"""Type parameters as Python 3.12 has them."""

from pairbench import Pair

pair = Pair(sizes=(5,))
type Numbers = list[int]


def first[Item](items: list[Item]) -> Item:
    return items[0]


@pair.input
def numbers(size: int) -> Numbers:
    return list(range(size))


@pair.bad
def by_function(numbers: Numbers) -> int:
    return first(numbers)


@pair.good
def by_index(numbers: Numbers) -> int:
    return numbers[0]
