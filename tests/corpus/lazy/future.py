# right: refused: submitted returns a future that nobody waits for
"""Work in a pool: a future has not come to its end."""

from concurrent.futures import ThreadPoolExecutor
from pairbench import Pair

pair = Pair(sizes=(10,), differs="a number against a future")
pool = ThreadPoolExecutor(1)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def at_once(numbers):
    return sum(numbers)


@pair.good(faster=2.0)
def submitted(numbers):
    return pool.submit(sum, numbers)
