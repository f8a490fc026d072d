"""Is it None: what does ``x == None`` ask that ``x is None`` does not?

``==`` asks the object, whose answer may be anything; ``is`` looks at the object's identity. The
first pair counts what is missing among plain numbers, ``objects`` among objects with an
``__eq__`` of their own, which is then called for each of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pairbench import Pair

Count = Callable[[Sequence[object]], int]

pair = Pair(
    advice="Compare with `None` by `is`, never by `==`.",
    sizes=(1_000,),
    axis="readings",
)
objects = Pair(
    advice="Compare with `None` by `is`: `==` may call an `__eq__` written in Python.",
    sizes=(1_000,),
    axis="prices",
)


@dataclass(frozen=True)
class Price:
    """A value object; the decorator writes its ``__eq__``."""

    cents: int
    currency: str


@pair.input
def readings(size: int) -> list[float | None]:
    """One reading in ten is missing."""
    return [None if number % 10 == 0 else number / 4 for number in range(size)]


@objects.input
def prices(size: int) -> list[Price | None]:
    """One price in ten is missing."""
    return [None if number % 10 == 0 else Price(number, "EUR") for number in range(size)]


@pair.behaviour
def an_array_is_not_missing(count: Count) -> str:
    import numpy as np

    try:
        missing = count([np.array([20.5, 21.0]), None])
    except ValueError as error:
        raise AssertionError(f"ValueError: {error}") from error
    assert missing == 1, f"of an array and None, {missing} are missing"
    return "of an array and None, one is missing"


@pair.bad
@objects.bad
def equal_to_none(values: Sequence[object]) -> int:
    """``x == None``: asks the object whether it is equal to None."""
    missing = 0
    for value in values:
        if value == None:  # noqa: E711 (the subject)
            missing += 1
    return missing


@pair.good(faster=1.1)
@objects.good(faster=5.0)
def is_none(values: Sequence[object]) -> int:
    """``x is None``: there is only one None."""
    missing = 0
    for value in values:
        if value is None:
            missing += 1
    return missing
