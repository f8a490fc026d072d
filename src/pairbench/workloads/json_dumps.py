"""Is it seen when a few more texts are written as JSON? The variants differ in nothing else."""

import json

from pairbench.core.authoring.pair import Pair

DOCUMENT = 'A line of text, "quoted", with its end.\n' * 4
"""A text, because nearly all of its time is spent in C; a dict makes an encoder at each call."""

pair = Pair(sizes=(100,), axis="documents")


@pair.input
def repeats(size: int) -> int:
    """How often the unit is repeated."""
    return size


def work(repeats: int) -> str:
    """Repeat the unit so often; the result is that of the last."""
    text = ""
    for _ in range(repeats):
        text = json.dumps(DOCUMENT)
    return text


@pair.bad
def plain(repeats: int) -> str:
    """The work itself."""
    return work(repeats * 100 // 100)


@pair.good
def same(repeats: int) -> str:
    """The work itself once more: no tool should call it different."""
    return work(repeats * 100 // 100)


@pair.good
def slower_1(repeats: int) -> str:
    """1 % more of the same work."""
    return work(repeats * 101 // 100)


@pair.good
def slower_2(repeats: int) -> str:
    """2 % more of the same work."""
    return work(repeats * 102 // 100)


@pair.good
def slower_3(repeats: int) -> str:
    """3 % more of the same work."""
    return work(repeats * 103 // 100)


@pair.good
def slower_5(repeats: int) -> str:
    """5 % more of the same work."""
    return work(repeats * 105 // 100)
