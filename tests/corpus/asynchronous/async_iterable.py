# right: measured
"""Rows of a query object with __aiter__, read by an asynchronous consumer."""

from pairbench import Pair

pair = Pair(sizes=(5,))


class Rows:
    def __init__(self, numbers):
        self.numbers = numbers

    async def __aiter__(self):
        for number in self.numbers:
            yield number


@pair.input
def count(size):
    return size


@pair.consumer
async def total(rows):
    return sum([row async for row in rows])


@pair.bad
def of_a_list(count):
    return Rows(list(range(count)))


@pair.good
def of_a_range(count):
    return Rows(range(count))
