# right: confirmed: builtin is at least 1.5 times as fast as loop
# may: the first call took
# command: run
"""An honest asynchronous pair with differs= and short calls."""

from pairbench import Pair

pair = Pair(sizes=(500,), differs="a list against a number")


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
async def loop(numbers):
    found = []
    for number in numbers:
        found.append(number * number)
    return found


@pair.good(faster=1.5)
async def builtin(numbers):
    return sum(numbers)
