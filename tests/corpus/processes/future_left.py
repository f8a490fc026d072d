# right: refused: handed_over hands work to a pool and returns before it is done: wait for it
"""Writing: here, or by a pool whose answer nobody waits for?"""

from concurrent.futures import ThreadPoolExecutor
from pairbench import Pair

pair = Pair(sizes=(50_000,))
pool = ThreadPoolExecutor(2)


def write(numbers):
    for number in numbers:
        str(number)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def here(numbers):
    write(numbers)


@pair.good
def handed_over(numbers):
    pool.submit(write, numbers)
