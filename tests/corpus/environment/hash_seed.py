# right: measured
# set: PYTHONHASHSEED=7
"""The seed of hashes that the user has set is the one that the file sees."""

import os
from pairbench import Pair

pair = Pair(sizes=(3,))
assert os.environ["PYTHONHASHSEED"] == "7"


@pair.input
def count(size):
    return size


@pair.bad
def one(count):
    return sum(range(count))


@pair.good
def other(count):
    return count * (count - 1) // 2
