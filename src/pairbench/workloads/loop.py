"""Is a little more arithmetic in a loop seen? The variants differ in nothing else."""

from pairbench.core.authoring.pair import Pair

pair = Pair(sizes=(1_000,), axis="sums")


@pair.input
def repeats(size: int) -> int:
    """How often the unit is repeated."""
    return size


def work(repeats: int) -> int:
    """Repeat the unit so often; the result is that of the last."""
    left, right = 1_234, 5_678
    total = 0
    for _ in range(repeats):
        total = left * left + right * right
    return total


@pair.bad
def plain(repeats: int) -> int:
    """The work itself."""
    return work(repeats * 100 // 100)


@pair.good
def same(repeats: int) -> int:
    """The work itself once more: no tool should call it different."""
    return work(repeats * 100 // 100)


@pair.good
def slower_1(repeats: int) -> int:
    """1 % more of the same work."""
    return work(repeats * 101 // 100)


@pair.good
def slower_2(repeats: int) -> int:
    """2 % more of the same work."""
    return work(repeats * 102 // 100)


@pair.good
def slower_3(repeats: int) -> int:
    """3 % more of the same work."""
    return work(repeats * 103 // 100)


@pair.good
def slower_5(repeats: int) -> int:
    """5 % more of the same work."""
    return work(repeats * 105 // 100)
