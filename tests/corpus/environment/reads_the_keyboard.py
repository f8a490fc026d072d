# right: refused: EOFError
"""A script that asks a question: nobody answers."""

from pairbench import Pair

pair = Pair(sizes=(3,))


@pair.input
def name(size):
    return "Ada"


@pair.bad
def known(name):
    return name


@pair.good
def asked(name):
    return input("Your name? ") or name
