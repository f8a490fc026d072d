# right: notice: work goes on outside the calls
# may: the first call took
# command: run
"""A poller that goes on in a thread, and disturbs whatever is measured beside it."""

import threading
from pairbench import Pair

pair = Pair(sizes=(300,))


def poll():
    while True:
        sum(range(1_000))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def polled(numbers):
    if threading.active_count() == 1:
        threading.Thread(target=poll, daemon=True).start()
    return sum(number for number in numbers)


@pair.good(faster=1.1)
def plain(numbers):
    return sum(numbers)
