# right: measured
"""A file that replaces what is in the module os for its own use."""

import os
from pairbench import Pair

pair = Pair(sizes=(5,))
os.getcwd = lambda: "/shop"
os.listdir = lambda path=".": ["a.txt"]


@pair.input
def count(size):
    return size


@pair.bad
def patched(count):
    return [os.getcwd()] * count


@pair.good
def plain(count):
    return ["/shop"] * count
