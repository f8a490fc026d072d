# right: refused: later hands work to a pool and returns before it is done
"""Writing: here, or by a pool of multiprocessing whose answer nobody gets?"""

from multiprocessing.pool import ThreadPool

from pairbench import Pair

pair = Pair(sizes=(50_000,))


def write(numbers):
    for number in numbers:
        str(number)


pool = ThreadPool(1)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def here(numbers):
    write(numbers)


@pair.good
def later(numbers):
    pool.apply_async(write, (numbers,))
