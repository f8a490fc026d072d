"""Many small objects: does ``__slots__`` save memory, and does it cost time?

The first pair creates the objects and keeps them; the second reads the attributes of objects that
are there already.
"""

from collections.abc import Iterable, Sequence
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
    advice="`__slots__`, or a named tuple, saves memory for many objects, at no cost in time.",
    sizes=(100, 10_000),
    axis="points",
)
reading = Pair(
    advice="Attributes in `__slots__`, or of a named tuple, are read as fast as any others.",
    sizes=(1_000,),
    axis="points",
)


@pair.input
def coordinates(size: int) -> list[tuple[float, float]]:
    return [(float(number), float(-number)) for number in range(size)]


@pair.equal
def same_points(first: Sequence[Point], second: Sequence[Point]) -> bool:
    return [(point.x, point.y) for point in first] == [(point.x, point.y) for point in second]


@pair.bad
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


@pair.good(leaner_per_item=1.1, costs=1.1)
def named_tuple(coordinates: list[tuple[float, float]]) -> list[NamedPoint]:
    """``NamedTuple``: immutable, and a tuple to everybody who wants one."""
    return [NamedPoint(x, y) for x, y in coordinates]


@dataclass(frozen=True, slots=True)
class Points:
    """The same points, of each kind."""

    plain: list[Plain]
    slotted: list[Slotted]
    slotted_dataclass: list[SlottedDataclass]
    named: list[NamedPoint]


@reading.input
def points(size: int) -> Points:
    given = coordinates(size)
    return Points(
        plain=plain(given),
        slotted=slots(given),
        slotted_dataclass=slotted_dataclass(given),
        named=named_tuple(given),
    )


def area(points: Iterable[Point]) -> float:
    """The loop is one for all, but each process that is timed gives it points of one kind only."""
    total = 0.0
    for point in points:
        total += point.x * point.y
    return total


@reading.bad
def read_plain(points: Points) -> float:
    """The attributes of an ordinary class."""
    return area(points.plain)


@reading.good(costs=1.1)
def read_slots(points: Points) -> float:
    """``__slots__``: each attribute has its fixed place."""
    return area(points.slotted)


@reading.good(costs=1.1)
def read_slotted_dataclass(points: Points) -> float:
    """``@dataclass(slots=True)``: the same places."""
    return area(points.slotted_dataclass)


@reading.good(costs=1.1)
def read_named_tuple(points: Points) -> float:
    """``NamedTuple``: a name stands for a position in the tuple."""
    return area(points.named)
