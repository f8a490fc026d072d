"""Where two values first differ, and what of what ``==`` calls different is let pass."""

import re
from array import array
from collections import OrderedDict, UserDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pytest

from pairbench.measure.checks.values.difference import Difference
from pairbench.measure.checks.values.differences import Walk


class Point(NamedTuple):
    """A tuple with names."""

    x: float
    y: float


@dataclass
class Reading:
    """A value that compares by one of its fields."""

    value: float
    label: str = field(default="", compare=False)


class Box:
    """An object that compares by identity."""

    def __init__(self, value: object) -> None:
        self.value = value


class Slotted(Box):
    """One that holds its value in a slot as well."""

    __slots__ = ("inside",)

    def __init__(self, value: object) -> None:
        super().__init__(value)
        self.inside = value


class Stubborn(list[Any]):
    """A list that is equal to no other."""

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = None


def nan() -> float:
    """NaN as an object of its own: the same object is equal to itself in any container."""
    return float("nan")


def around_itself(first: object) -> list[Any]:
    """A list that holds itself."""
    value: list[Any] = [first]
    value.append(value)
    return value


@pytest.mark.parametrize(
    "make",
    [
        nan,
        lambda: [1, nan()],
        lambda: {"a": (nan(), {"b": [nan()]})},
        lambda: {nan(): 1},
        lambda: {1, nan()},
        lambda: deque([nan()]),
        lambda: array("d", [1.0, nan()]),
        lambda: Point(nan(), 1),
        lambda: [Reading(nan())],
        lambda: [complex(0, nan()), Decimal("nan"), np.float32("nan"), np.datetime64("NaT", "s")],
        lambda: np.array([1.0, nan()]),
        lambda: [np.arange(3), {"a": np.zeros((2, 2))}],
        lambda: np.array(["a", "b"]),
        lambda: np.zeros(2, dtype="i4,f4"),
        lambda: ValueError("no", 1),
        lambda: [KeyError("a")],
        lambda: around_itself(1),
        lambda: around_itself(nan()),
        lambda: MappingProxyType({nan(): 1, "a": [nan()]}),
        lambda: UserDict({"a": nan()}),
    ],
)
def test_what_holds_the_same_is_equal(make: Callable[[], object]) -> None:
    """NaN at the same place, arrays, exceptions, and what holds itself."""
    assert Walk().difference(make(), make()) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (0.0, -0.0),
        (True, 1),
        (1, 1.0),
        ({"a": nan()}, OrderedDict(a=nan())),
        (OrderedDict(a=1, b=nan()), {"b": nan(), "a": 1}),
    ],
)
def test_the_equality_of_python_is_asked_first(first: object, second: object) -> None:
    """What ``==`` calls equal is equal, of whatever classes; containers count by what they hold."""
    assert Walk().difference(first, second) is None


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ([1, nan()], [1, 0.0], "at [1]: nan and 0.0 (NaN is equal to NaN alone)"),
        ({1, nan()}, {1, 2}, "only one of them has"),
        ([Reading(1)], [Reading(2)], "at [0].value: 1 and 2"),
        ({"a": [1]}, {"a": [2]}, "at ['a'][0]: 1 and 2"),
        ({"a": 1}, {"a": 2}, "at 'a': 1 and 2"),
        (OrderedDict(a=1, b=2), OrderedDict(b=2, a=1), "another order of the keys"),
        ([OrderedDict(a=1, b=2)], [OrderedDict(b=2, a=1)], "at [0]: another order of the keys"),
        ({"a": 1}, {}, "only one of them has the key 'a'"),
        (b"a", "a", "b'a' and 'a' (bytes and str)"),
        ([1, 2, 3], [1, 2], "lengths 3 and 2"),
        (array("d", [nan(), 1.0]), array("d", [nan(), 2.0]), "at [1]: 1.0 and 2.0"),
        (np.zeros((2, 3)), np.eye(2, 3), "at [0, 0]: 0.0 and 1.0"),
        (np.zeros(2), np.zeros(3), "shapes (2,) and (3,)"),
        (np.zeros(2), [0, 0], "(ndarray and list)"),
        ({"a": np.arange(2)}, {"a": np.arange(1, 3)}, "at ['a'][0]: 0 and 1"),
        (ValueError("a"), ValueError("b"), "at .args[0]: 'a' and 'b'"),
        ([KeyError("a")], [ValueError("a")], "(KeyError and ValueError)"),
        (Stubborn([1]), Stubborn([1]), "[1] and [1] (alike, and Stubborn calls them different)"),
        (around_itself(1), around_itself(2), "at [0]: 1 and 2"),
        ({1, 2}, {1, 3}, "only one of them has 2"),
        (Path("a"), Path("b"), "('a') and"),
        (MappingProxyType({"a": [1]}), MappingProxyType({"a": [2]}), "at ['a'][0]: 1 and 2"),
    ],
)
def test_the_first_difference_is_placed(first: object, second: object, told: str) -> None:
    """By its index, key or attribute, and with its reason where that is a particular one."""
    assert told in str(Walk().difference(first, second))


def test_another_order_is_recognised() -> None:
    """The same items elsewhere are no other items."""
    found = Walk().difference(["b", "a", "c"], ["a", "b", "c"])
    other = Walk().difference(["b", "a", "c"], ["a", "b", "d"])
    assert isinstance(found, Difference)
    assert isinstance(other, Difference)
    assert (found.reordered, other.reordered) == (True, False)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Box(1),
        lambda: [Box(1)],
        lambda: {"a": {Box(1)}},
        {1: 2}.values,
        lambda: re.match("a", "a"),
        lambda: iter([1]),
        lambda: np.array([Box(1)], dtype=object),
    ],
)
def test_identity_is_named_as_the_reason(make: Callable[[], object]) -> None:
    """In one process, two objects without an ``==`` of their own are never equal."""
    found = Walk().difference(make(), make())
    assert found is not None
    assert found.identity is not None
    assert "compare by identity" in str(found)


@pytest.mark.parametrize("kind", [Box, Slotted])
def test_of_another_process_what_is_held_counts(kind: type[Box]) -> None:
    """An object that was carried cannot be the same one."""
    walk = Walk(carried=True)
    assert walk.difference({kind(nan()), kind(2)}, {kind(2), kind(nan())}) is None
    assert str(walk.difference([kind(1)], [kind(2)])) == "at [0].value: 1 and 2"


def test_the_folders_of_the_sides_stand_for_each_other() -> None:
    """Whole texts and paths, and the longest folder first; other texts stay different."""
    walk = Walk(carried=True, trees=["/base", "/head", "/base/inner"])
    assert walk.difference(["/base/x", Path("/base/y")], ["/head/x", Path("/head/y")]) is None
    assert walk.difference("/base/inner/x", "/head/x") is None
    assert "'<tree>/x' and '<tree>/y'" in str(walk.difference("/base/x", "/head/y"))
    assert walk.difference([b"#!/base/x\xff"], [b"#!/head/x\xff"]) is None
    assert "b'<tree>/x' and b'<tree>/y'" in str(walk.difference(b"/base/x", b"/head/y"))
    assert walk.difference({"/base/x": 1}, {"/head/x": 1}) is None
    assert walk.difference({Path("/base/x"): [1]}, {Path("/head/x"): [1]}) is None
    assert walk.difference({("/base/x", 1): 1}, {("/head/x", 1): 1}) is None


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_tables_are_compared_by_their_columns(library: str) -> None:
    """Missing values at the same place are equal; a difference is placed."""
    frames = pytest.importorskip(library)
    one, same, other, short = (
        frames.DataFrame({"a": values})
        for values in ([1.0, nan()], [1.0, nan()], [2.0, nan()], [1.0])
    )
    assert Walk().difference(one, same) is None
    assert str(Walk().difference(one, other)) == "at ['a'][0]: 1.0 and 2.0"
    assert "shapes (2, 1) and (1, 1)" in str(Walk().difference(one, short))
    renamed = frames.DataFrame({"b": [1.0, nan()]})
    assert "columns ['a'] and ['b']" in str(Walk().difference(one, renamed))


def test_a_large_value_is_shown_in_a_few_characters() -> None:
    """However large the values are, the line that tells of them is short."""
    found = Walk().difference(dict.fromkeys(range(100_000)), [0] * 100_000)
    assert len(str(found)) < 200


class Column:
    """A column as tables have them: an array of one kind, which says itself what is equal."""

    def __init__(self, *items: Any, dtype: str = "int64") -> None:
        self._items = np.array(items, dtype=dtype)
        self.shape, self.dtype = self._items.shape, self._items.dtype

    def equals(self, other: "Column") -> bool:
        return self.dtype == other.dtype and bool(np.array_equal(self._items, other._items))

    def to_numpy(self) -> Any:
        return self._items


class Table:
    """A table of named columns; its index is none of them."""

    def __init__(self, columns: dict[str, Column], index: str = "") -> None:
        self.columns, self._held, self._index = list(columns), columns, index
        self.shape = (len(next(iter(columns.values())).to_numpy()), len(columns))

    def __repr__(self) -> str:
        return f"table {self._index}"

    def __getitem__(self, name: str) -> Column:
        return self._held[name]

    def equals(self, other: "Table") -> bool:
        same = all(self[name].equals(other[name]) for name in self.columns if name in other.columns)
        return same and (self.columns, self._index) == (other.columns, other._index)


Column.__module__ = Table.__module__ = "pandas.core"


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (Table({"a": Column(1, 2), "b": Column(3, 4)}), None),
        (Table({"a": Column(1, 2), "b": Column(3, 5)}), "at ['b'][1]: 4 and 5"),
        (Table({"a": Column(1, 2), "c": Column(3, 4)}), "columns ['a', 'b'] and ['a', 'c']"),
        (Table({"a": Column(1), "b": Column(3)}), "shapes (2, 2) and (1, 2)"),
        (
            Table({"a": Column(1, 2), "b": Column(3, 4, dtype="int8")}),
            "at 'b': types int64 and int8",
        ),
        (Table({"a": Column(1, 2), "b": Column(3, 4)}, "of 2"), "table and table of 2"),
    ],
)
def test_tables_differ_at_a_column_and_an_item(other: Table, told: str | None) -> None:
    """By their shapes, their columns, their items and types, and else by what they say."""
    found = Walk().difference(Table({"a": Column(1, 2), "b": Column(3, 4)}), other)
    assert (None if found is None else str(found)) == told


def test_integers_that_cannot_be_written_out_are_told_apart() -> None:
    """By their last digits, or by their lengths: Python writes out no more than some thousand."""
    found = [Walk().difference(10**6000, other) for other in (10**6000 + 7, 10**5000)]
    assert list(map(str, found)) == [
        "…00000000000000000000 and …00000000000000000007",
        "integers of 19,932 and 16,610 bits",
    ]


@pytest.mark.parametrize("within", [lambda text: text, lambda text: [text]])
def test_texts_that_differ_in_an_address_alone_are_told_so(
    within: Callable[[str], object],
) -> None:
    """The digits that differ say nothing by themselves; two texts that differ besides are not."""
    one, other = (f"[{each!r}]" for each in (object(), [].append))
    assert "address" not in str(Walk().difference(within(one), within(other)))
    one, other = (f"<Box at {address}>" for address in ("0x7f36d93a4900", "0x7efde906c900"))
    assert "alike but for an address" in str(Walk().difference(within(one), within(other)))


def test_methods_of_two_objects_are_told_to_be_alike_but_for_an_address() -> None:
    """Their ``repr`` is all that there is to be seen of them."""
    assert "alike but for an address" in str(Walk().difference([].append, [1].append))
