"""Arrays and tables of numpy, pandas, polars and their like: where two of them first differ.

None of these libraries is imported here: whoever has such a value has its library as well.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pairbench.measure.checks.values.shown import short

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
    # Those of pyarrow call the columns themselves so.
    names = getattr(table, "column_names", getattr(table, "columns", None))
    return None if names is None else list(names)


def unlike_outlines(first: Any, second: Any) -> str | None:
    """In what two tables differ before any item is looked at: their shapes, or their columns."""
    if shapes := unlike_shapes(first, second):
        return shapes
    names, others = columns_of(first), columns_of(second)
    return None if names == others else f"columns {short(names)} and {short(others)}"


def unlike_shapes(first: Any, second: Any) -> str | None:
    """What is said of two tables or arrays with other shapes."""
    one, other = (tuple(getattr(each, "shape", ())) for each in (first, second))
    return None if one == other else f"shapes {one} and {other}"


def unlike_types(first: Any, second: Any) -> str | None:
    """What is said of two columns whose items are of other types."""
    one, other = (getattr(each, "dtype", getattr(each, "type", None)) for each in (first, second))
    return None if one == other else f"types {one} and {other}"


def column_at(table: Any, position: int) -> Any:
    """A column by its position: two may have one name."""
    if hasattr(table, "iloc"):
        return table.iloc[:, position]
    by_position = hasattr(table, "column_names")
    return table.column(position) if by_position else table[table.columns[position]]


def nan_differs_in(table: Any) -> bool:
    """Whether its library calls a NaN different from any, as pyarrow does."""
    return hasattr(table, "to_pylist") or hasattr(table, "column_names")


def labels_of(table: Any) -> dict[str, Any]:
    """What a table or a column is called, and its index: ``equals`` does not look at it."""
    index, columns = (getattr(table, each, None) for each in ("index", "columns"))
    found = {
        "name": getattr(table, "name", None),
        "names": getattr(table, "names", None),
        "index.names": getattr(index, "names", None),
        "columns.names": getattr(columns, "names", None),
    }
    return {each: list(v) if each[-1] == "s" else v for each, v in found.items() if v is not None}


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
    same = _same_items(first, second)
    if hasattr(same, "filled"):
        # What either has masked is masked here, and counts as nothing: the masks are compared too.
        one, other = (getattr(each, "mask", False) for each in (first, second))
        same = same.filled(fill_value=True) & (one == other)
    if bool(same.all()):
        return None
    position = same.ravel().tolist().index(False)
    one, other = (each.ravel()[position] for each in (first, second))
    return Item(place=_place(position, tuple(first.shape)), first=_plain(one), second=_plain(other))


def _same_items(first: Any, second: Any) -> Any:
    """Where two arrays are equal; of complex numbers both parts are, either of which may be NaN."""
    if any(getattr(each.dtype, "kind", "") == "c" for each in (first, second)):
        return _same_items(first.real, second.real) & _same_items(first.imag, second.imag)
    return (first == second) | ((first != first) & (second != second))  # noqa: PLR0124


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
