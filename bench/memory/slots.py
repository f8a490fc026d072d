"""Many small objects: does ``__slots__`` save memory, and does it cost time?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from pairbench import Pair


class Point(Protocol):
    """What all four kinds of point have in common."""

    @property
    def x(self) -> float: ...

    @property
    def y(self) -> float: ...


class Plain:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y


@dataclass(slots=True)
class SlottedDataclass:
    x: float
    y: float


class NamedPoint(NamedTuple):
    x: float
    y: float


pair = Pair(
    advice="`__slots__` saves memory where there are many objects, at no cost in time.",
    sizes=(10, 100, 1_000, 10_000),
    axis="points",
)


@pair.input
def coordinates(size: int) -> list[tuple[float, float]]:
    return [(float(number), float(-number)) for number in range(size)]


@pair.equal
def same_points(first: Sequence[Point], second: Sequence[Point]) -> bool:
    return [(point.x, point.y) for point in first] == [(point.x, point.y) for point in second]


@pair.bad(peak_grows="n")
def plain(coordinates: list[tuple[float, float]]) -> list[Plain]:
    """An ordinary class: each instance can take any further attribute."""
    return [Plain(x, y) for x, y in coordinates]


@pair.good(leaner_per_item=1.5, costs=1.1)
def slots(coordinates: list[tuple[float, float]]) -> list[Slotted]:
    """``__slots__``: room for exactly the two attributes."""
    return [Slotted(x, y) for x, y in coordinates]


@pair.good(leaner_per_item=1.5, costs=1.1)
def slotted_dataclass(coordinates: list[tuple[float, float]]) -> list[SlottedDataclass]:
    """``@dataclass(slots=True)``: the same, with ``__init__`` and ``__eq__`` written for us."""
    return [SlottedDataclass(x, y) for x, y in coordinates]


@pair.good(leaner_per_item=1.5)
def named_tuple(coordinates: list[tuple[float, float]]) -> list[NamedPoint]:
    """``NamedTuple``: immutable, and a tuple to everybody who wants one."""
    return [NamedPoint(x, y) for x, y in coordinates]
