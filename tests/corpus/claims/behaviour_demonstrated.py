# right: notice: each call adds to the list basket
"""A mutable default: the second customer finds what the first has left."""

from pairbench import Pair

pair = Pair(sizes=(2,), differs="the baseline's basket is never empty again")


@pair.input
def items(size):
    return ["apples"] * size


@pair.bad
def shared(items, basket=[]):
    basket.extend(items)
    return list(basket)


@pair.good
def fresh(items, basket=None):
    return [*(basket or []), *items]


@pair.behaviour
def begins_empty(collect):
    collect(["apples"])
    assert collect(["pears"]) == ["pears"]
