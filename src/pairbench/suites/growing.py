"""What a call leaves more or less of without being given it as such, so that it is counted.

The attributes of an object whose method it is, the rows of a database, a file to which it appends
anew each time, a folder in which it makes files. Nothing is said of order here, and nothing is
skipped for it: what an object does with its own is its affair, but times depend on it.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any

from pairbench.suites.drifting import Gauge, count_in

OF_SQLITE = "sqlite3"

OF_FILES = "_io"

MANY = 1_000
"""Files in a folder, or attributes of an object: with more of them nothing is counted."""

LONG = 4_096
"""A text of so many characters is no path."""

MOST_BYTES = 10_000_000
"""The rows of a larger database are not counted, which would take long."""

NO_OBJECTS = (type, ModuleType, FunctionType, BuiltinFunctionType, MethodType)
"""What has attributes that are not its own state."""

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def gauges_of(value: Any) -> Iterator[Gauge]:
    """What of a value that a call can reach may grow; by its type alone, whatever it says it is."""
    kind = type(value)
    if kind.__module__ == OF_SQLITE:
        yield from _of_database(value)
    elif issubclass(kind, Path) or (issubclass(kind, str) and _is_file(value)):
        path = Path(value)
        # Its name may be another one in every process, and the words are compared.
        name = "folder that it is given" if path.is_dir() else "file that it is given"
        yield Gauge(given=value, name=name, count=partial(_bytes_at, path))
    elif may_have_state(value):
        yield from _of_attributes(value)


def may_have_state(value: Any) -> bool:
    """Whether it is an object of a class written in Python, or one that is counted otherwise."""
    kind = type(value)
    if issubclass(kind, Path) or kind.__module__ == OF_SQLITE:
        return True
    is_object = not issubclass(kind, NO_OBJECTS) and count_in(value) is None
    return is_object and bool(_attributes(value))


def _of_attributes(value: Any) -> Iterator[Gauge]:
    kept = _attributes(value)
    if len(kept) > MANY:
        return
    for name, each in list(kept.items()):
        if count_in(each) is not None:
            called = f"{type(each).__name__} {type(value).__name__}.{name}"
            yield Gauge(given=value, name=called, count=partial(_count_of, value, name))
        elif type(each).__module__ == OF_SQLITE:
            for gauge in _of_database(each):
                yield Gauge(given=value, name=gauge.name, count=gauge.count)


def _attributes(value: object) -> dict[str, object]:
    """Its own; one that makes itself when it is looked at is left alone."""
    if type(value).__module__ == OF_FILES:  # those get a __dict__ by being asked for it
        return {}
    try:
        kept = object.__getattribute__(value, "__dict__")
    except Exception:  # noqa: BLE001 (whatever a user's object raises)
        return {}
    return kept if type(kept) is dict else {}


def _count_of(value: object, name: str) -> int | None:
    return count_in(_attributes(value).get(name))


def _of_database(value: Any) -> Iterator[Gauge]:
    """A connection, or a cursor, which has one."""
    connection = getattr(value, "connection", value)
    if hasattr(type(connection), "total_changes"):
        count = partial(_rows_in, connection)
        yield Gauge(given=value, name="database", count=count)


def _rows_in(connection: Any) -> int | None:
    """All of its rows; None where it does not tell in this thread, or any more."""
    try:
        cursor = connection.cursor()
        cursor.row_factory = None
        if _told(cursor, "page_count") * _told(cursor, "page_size") > MOST_BYTES:
            return None
        names = [each for (each,) in cursor.execute(TABLES).fetchall()]
        quoted = ['"{}"'.format(each.replace('"', '""')) for each in names]
        asked = (cursor.execute(f"SELECT count(*) FROM {each}").fetchone() for each in quoted)  # noqa: S608
        return sum(int(count) for (count,) in asked)
    except Exception:  # noqa: BLE001 (whatever it refuses)
        return None


def _told(cursor: Any, name: str) -> int:
    (number,) = cursor.execute(f"PRAGMA {name}").fetchone()
    return int(number)


def _is_file(text: str) -> bool:
    try:
        return len(text) < LONG and os.path.isfile(text)  # noqa: PTH113 (it is no path yet)
    except (OSError, ValueError):
        return False


def _bytes_at(path: Path) -> int | None:
    """The length of a file, or of all files that are in a folder itself, and one for each."""
    try:
        if not path.is_dir():
            return path.stat().st_size
        with os.scandir(path) as found:
            sizes = [each.stat().st_size + 1 for each in found]
    except FileNotFoundError:
        return 0
    except OSError:
        return None
    return sum(sizes) if len(sizes) <= MANY else None
