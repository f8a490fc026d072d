# right: notice: copying the input takes
# command: run
"""Taking the last: pop is short, and copying the list for each call is not."""

from pairbench import Pair

pair = Pair(sizes=(100, 2_000), mutates=True)


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def sliced(numbers):
    last = numbers[-1]
    numbers[:] = numbers[:-1]
    return last


@pair.good(faster=1.1)
def popped(numbers):
    return numbers.pop()
