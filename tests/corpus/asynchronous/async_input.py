# right: measured
"""An input that is fetched with await."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
async def numbers(size):
    return list(range(size))


@pair.bad
def loop(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


@pair.good
def builtin(numbers):
    return sum(numbers)
