# right: measured
"""Names that are imported for the type checker alone."""

from __future__ import annotations
from typing import TYPE_CHECKING
from pairbench import Pair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from no_such_library import Thing

pair = Pair(sizes=(5,))


@pair.input
def numbers(size: int) -> Sequence[int]:
    return range(size)


@pair.bad
def loop(numbers: Sequence[int]) -> int:
    kept: Thing | int = 0
    for number in numbers:
        kept += number
    return kept


@pair.good
def builtin(numbers: Sequence[int]) -> int:
    return sum(numbers)
