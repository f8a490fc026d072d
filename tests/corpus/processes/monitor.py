# right: measured
"""Writing beside a thread that looks after something now and then."""

import threading
import time

from pairbench import Pair

pair = Pair(sizes=(50_000,))


def write(numbers):
    for number in numbers:
        str(number)


def look():
    while True:
        sum(range(1_000))
        time.sleep(0.0005)


threading.Thread(target=look, daemon=True).start()


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def here(numbers):
    write(numbers)


@pair.good
def later(numbers):
    write(numbers)
