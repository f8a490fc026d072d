"""Is it seen when a few more dictionaries are built? The variants differ in nothing else."""

from pairbench.core.authoring.pair import Pair

ENTRIES = tuple((f"key {number}", number) for number in range(8))

pair = Pair(sizes=(200,), axis="dictionaries")


@pair.input
def repeats(size: int) -> int:
    """How often the unit is repeated."""
    return size


def work(repeats: int) -> dict[str, int]:
    """Repeat the unit so often; the result is that of the last."""
    built: dict[str, int] = {}
    for _ in range(repeats):
        built = dict(ENTRIES)
    return built


@pair.bad
def plain(repeats: int) -> dict[str, int]:
    """The work itself."""
    return work(repeats * 100 // 100)


@pair.good
def same(repeats: int) -> dict[str, int]:
    """The work itself once more: no tool should call it different."""
    return work(repeats * 100 // 100)


@pair.good
def slower_1(repeats: int) -> dict[str, int]:
    """1 % more of the same work."""
    return work(repeats * 101 // 100)


@pair.good
def slower_2(repeats: int) -> dict[str, int]:
    """2 % more of the same work."""
    return work(repeats * 102 // 100)


@pair.good
def slower_3(repeats: int) -> dict[str, int]:
    """3 % more of the same work."""
    return work(repeats * 103 // 100)


@pair.good
def slower_5(repeats: int) -> dict[str, int]:
    """5 % more of the same work."""
    return work(repeats * 105 // 100)
