# right: confirmed: the peak of dicts is at least 1.5 times that of tuples
# command: run
"""Points as dicts, or as tuples: which takes less memory?"""

from pairbench import Pair

pair = Pair(sizes=(2_000,), differs="dicts against tuples")


@pair.input
def count(size):
    return size


@pair.bad
def dicts(count):
    return [{"x": number, "y": number} for number in range(count)]


@pair.good(leaner=1.5)
def tuples(count):
    return [(number, number) for number in range(count)]
