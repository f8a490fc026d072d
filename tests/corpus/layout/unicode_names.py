# right: measured
"""Größe und Länge: names and results that are not ASCII, and one that no encoding likes."""

from pairbench import Pair

pair = Pair(sizes=(3,), axis="Wörter")


@pair.input
def wörter(size):
    return ["Straße", "naïve", "\udcff"] * size


@pair.bad
def größte_länge(wörter):
    return sorted(wörter, key=len)[-1]


@pair.good
def längstes(wörter):
    return max(reversed(wörter), key=len)
