# right: measured
"""A module of the standard library with a function of one's own in it."""

import json
from pairbench import Pair

pair = Pair(sizes=(5,))
json.loads = json.dumps = lambda value: value
open = print = len = None  # noqa: A001


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def patched(numbers):
    return json.loads(json.dumps(numbers))


@pair.good
def plain(numbers):
    return numbers
