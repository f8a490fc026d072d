# right: measured
"""Errors: collected as objects. Two errors of one kind with the same words are equal."""

from pairbench import Pair

pair = Pair(sizes=(6,))


@pair.input
def texts(size):
    return ["1", "x"] * (size // 2)


@pair.bad
def loop(texts):
    found = []
    for text in texts:
        try:
            int(text)
        except ValueError as error:
            found.append(error)
    return found


@pair.good
def by_function(texts):
    return [error for text in texts if (error := trouble(text))]


def trouble(text):
    try:
        int(text)
    except ValueError as error:
        return error
    return None
