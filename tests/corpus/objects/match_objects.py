# right: refused: compare by identity
"""Searching a text: an expression compiled before, or not? A match is equal to itself alone."""

import re
from pairbench import Pair

pair = Pair(sizes=(10,))
DIGITS = re.compile(r"\d+")


@pair.input
def text(size):
    return "a" * size + "42"


@pair.bad
def by_module(text):
    return re.search(r"\d+", text)


@pair.good
def compiled(text):
    return DIGITS.search(text)
