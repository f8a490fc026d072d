# right: measured
"""Results that are functions, classes and modules themselves."""

import json
from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def names(size):
    return ["loads", "JSONDecoder", "decoder"]


@pair.bad
def by_getattr(names):
    return [getattr(json, name) for name in names]


@pair.good
def by_vars(names):
    return [vars(json)[name] for name in names]
