# right: measured
"""Depth of nested lists: recursive, or with a stack of one's own?"""

from pairbench import Pair

pair = Pair(sizes=(5, 50), axis="levels")


@pair.input
def nested(size):
    found = []
    for _ in range(size):
        found = [found]
    return found


def depth(value):
    return 1 + max(map(depth, value), default=0)


@pair.bad
def recursive(nested):
    return depth(nested)


@pair.good
def stacked(nested):
    deepest, stack = 0, [(nested, 1)]
    while stack:
        value, level = stack.pop()
        deepest = max(deepest, level)
        stack.extend((each, level + 1) for each in value)
    return deepest
