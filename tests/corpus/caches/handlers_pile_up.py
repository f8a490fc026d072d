# right: notice: each call adds to the handlers of logging
"""A logger that is set up at each call, by a function beside the variant."""

import logging
from pairbench import Pair

pair = Pair(sizes=(10, 100))


def logger():
    found = logging.getLogger("shop")
    found.addHandler(logging.NullHandler())
    return found


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def with_a_log(numbers):
    logger().debug("called")
    return sum(numbers)


@pair.good
def without(numbers):
    return sum(numbers)
