"""Is it seen when a few more lists are sorted? The variants differ in nothing else."""

from pairbench.core.authoring.pair import Pair

FLOATS = [number * 23 % 37 / 7 for number in range(37)]
"""As good as shuffled, and the same in every process."""

pair = Pair(sizes=(100,), axis="lists")


@pair.input
def repeats(size: int) -> int:
    """How often the unit is repeated."""
    return size


def work(repeats: int) -> list[float]:
    """Repeat the unit so often; the result is that of the last."""
    ordered: list[float] = []
    for _ in range(repeats):
        ordered = sorted(FLOATS)
    return ordered


@pair.bad
def plain(repeats: int) -> list[float]:
    """The work itself."""
    return work(repeats * 100 // 100)


@pair.good
def same(repeats: int) -> list[float]:
    """The work itself once more: no tool should call it different."""
    return work(repeats * 100 // 100)


@pair.good
def slower_1(repeats: int) -> list[float]:
    """1 % more of the same work."""
    return work(repeats * 101 // 100)


@pair.good
def slower_2(repeats: int) -> list[float]:
    """2 % more of the same work."""
    return work(repeats * 102 // 100)


@pair.good
def slower_3(repeats: int) -> list[float]:
    """3 % more of the same work."""
    return work(repeats * 103 // 100)


@pair.good
def slower_5(repeats: int) -> list[float]:
    """5 % more of the same work."""
    return work(repeats * 105 // 100)
