"""Arrays and tables of numpy, pandas, polars and their like: where two of them first differ.

None of these libraries is imported here: whoever has such a value has its library as well.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

TABLES = frozenset({"pandas", "polars", "pyarrow", "modin", "cudf"})
"""Libraries whose tables and columns have a method ``equals``."""


class Item(NamedTuple):
    """Where two arrays first differ."""

    place: tuple[int, ...]
    first: Any
    second: Any


def is_table(kind: type) -> bool:
    """Whether its objects are tables, or columns of some."""
    library = kind.__module__.partition(".")[0]
    return library in TABLES and callable(getattr(kind, "equals", None))


def same_table(first: Any, second: Any) -> bool:
    """Whether two tables are equal, missing values at the same places included."""
    return bool(first.equals(second))


def columns_of(table: Any) -> list[Any] | None:
    """The names of a table's columns; None of what has none, a column for one."""
    names = getattr(table, "columns", None)
    return None if names is None else list(names)


def is_array(kind: type) -> bool:
    """Whether its objects are arrays of a fixed shape, of whichever library."""
    return all(hasattr(kind, each) for each in ("dtype", "shape", "ravel", "all"))


def holds_objects(array: Any) -> bool:
    """Whether its items are objects of Python, which a copy of the array shares."""
    return bool(getattr(array.dtype, "hasobject", False))


def first_differing_item(first: Any, second: Any) -> Item | None:
    """The first item of two arrays of one shape that differs; NaN is equal to NaN.

    Raises:
        Exception: whatever the library raises where it cannot compare them.
    """
    same = (first == second) | ((first != first) & (second != second))  # noqa: PLR0124
    if hasattr(same, "filled"):
        # What either has masked is masked here, and counts as nothing: the masks are compared too.
        one, other = (getattr(each, "mask", False) for each in (first, second))
        same = same.filled(fill_value=True) & (one == other)
    if bool(same.all()):
        return None
    position = same.ravel().tolist().index(False)
    one, other = (each.ravel()[position] for each in (first, second))
    return Item(place=_place(position, tuple(first.shape)), first=_plain(one), second=_plain(other))


def _place(position: int, shape: Sequence[int]) -> tuple[int, ...]:
    """The index of an item of which the position among all is known."""
    index: list[int] = []
    for extent in reversed(shape):
        index.insert(0, position % extent)
        position //= extent
    return tuple(index)


def _plain(item: Any) -> Any:
    """A number of Python where the library has one of its own: it is shown as people write it.

    What is masked is None.
    """
    if hasattr(item, "mask"):
        return item.tolist()
    return item.item() if hasattr(item, "item") else item
