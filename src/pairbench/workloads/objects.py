"""Is it seen when a few more small objects are made? The variants differ in nothing else."""

from pairbench.core.authoring.pair import Pair


class Point:
    """An ordinary small object; its slots keep it to one allocation."""

    __slots__ = ("x", "y")

    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y


pair = Pair(sizes=(400,), axis="objects")


@pair.input
def repeats(size: int) -> int:
    """How often the unit is repeated."""
    return size


def work(repeats: int) -> float:
    """Repeat the unit so often; the result is that of the last."""
    x = 0.0
    for _ in range(repeats):
        x = Point(1.0, 2.0).x
    return x


@pair.bad
def plain(repeats: int) -> float:
    """The work itself."""
    return work(repeats * 100 // 100)


@pair.good
def same(repeats: int) -> float:
    """The work itself once more: no tool should call it different."""
    return work(repeats * 100 // 100)


@pair.good
def slower_1(repeats: int) -> float:
    """1 % more of the same work."""
    return work(repeats * 101 // 100)


@pair.good
def slower_2(repeats: int) -> float:
    """2 % more of the same work."""
    return work(repeats * 102 // 100)


@pair.good
def slower_3(repeats: int) -> float:
    """3 % more of the same work."""
    return work(repeats * 103 // 100)


@pair.good
def slower_5(repeats: int) -> float:
    """5 % more of the same work."""
    return work(repeats * 105 // 100)
