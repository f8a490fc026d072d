# right: measured
"""Numbers among texts: ask first, or forgive?"""

from pairbench import Pair

pair = Pair(sizes=(10,))


@pair.input
def texts(size):
    return ["1", "one"] * (size // 2)


@pair.bad
def forgive(texts):
    found = []
    for text in texts:
        try:
            found.append(int(text))
        except ValueError:
            found.append(None)
    return found


@pair.good
def ask_first(texts):
    return [int(text) if text.isdigit() else None for text in texts]
