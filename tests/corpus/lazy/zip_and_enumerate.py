# right: refused: an iterator that nobody reads
"""Numbered names: enumerate returns at once."""

from pairbench import Pair

pair = Pair(sizes=(10,), differs="a list against an iterator")


@pair.input
def names(size):
    return [f"name{number}" for number in range(size)]


@pair.bad
def counted(names):
    return [(at, names[at]) for at in range(len(names))]


@pair.good(faster=2.0)
def enumerated(names):
    return enumerate(names)
