# right: measured
# set: SHOP_MODE=fast
"""A mode that comes from the environment."""

import os
from pairbench import Pair

pair = Pair(sizes=(3,))
MODE = os.environ["SHOP_MODE"]
assert MODE == "fast"


@pair.input
def count(size):
    return {"fast": size, "slow": 1_000 * size}[os.environ["SHOP_MODE"]]


@pair.bad
def one(count):
    return [MODE for _ in range(count)]


@pair.good
def other(count):
    return [MODE] * count
