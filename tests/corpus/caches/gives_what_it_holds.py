# right: measured
"""The tax of an article: looked up in a list, or in a dict? The same object comes out each time."""

from pairbench import Pair

pair = Pair(sizes=(2_000,))


@pair.input
def articles(size):
    rows = [(f"article {number}", [number, 0.19]) for number in range(size)]
    return rows, dict(rows), f"article {size - 1}"


@pair.bad
def from_the_list(articles):
    rows, _by_name, wanted = articles
    return next(row for name, row in rows if name == wanted)


@pair.good
def from_the_dict(articles):
    _rows, by_name, wanted = articles
    return by_name[wanted]
