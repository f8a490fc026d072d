# right: refused: that nobody awaits
"""A query object that runs when it is awaited, as ORMs have it."""

from pairbench import Pair

pair = Pair(sizes=(10,), differs="rows against a list of queries")


class Query:
    def __init__(self, count):
        self.count = count

    def __await__(self):
        yield from ()
        return list(range(self.count))


@pair.input
def count(size):
    return size


@pair.bad
async def rows(count):
    return [await Query(count)]


@pair.good
async def queries(count):
    return [Query(count)]
