"""What objects of a class are like: plain, alive, of an installed library, or with a state."""

import pickle  # nosec B403: nothing is read
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pairbench.core.installed import PACKAGES

PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes})

FIXED = frozenset(
    {
        "datetime.date",
        "datetime.datetime",
        "datetime.time",
        "datetime.timedelta",
        "datetime.timezone",
        "decimal.Decimal",
        "fractions.Fraction",
        "uuid.UUID",
    }
)
"""Classes, by their names, of values that nothing changes, so that each may stand for itself."""

LIVE = frozenset(
    {
        "_asyncio",
        "_contextvars",
        "_ctypes",
        "_io",
        "_queue",
        "_socket",
        "_ssl",
        "_thread",
        "asyncio",
        "concurrent",
        "contextlib",
        "ctypes",
        "ftplib",
        "http",
        "imaplib",
        "io",
        "logging",
        "mmap",
        "multiprocessing",
        "select",
        "selectors",
        "smtplib",
        "socket",
        "sqlite3",
        "ssl",
        "subprocess",
        "tempfile",
        "threading",
        "urllib",
        "weakref",
    }
)
"""Modules whose objects change by being used: a connection, a pool, a file."""

NO_DATA = frozenset({"lock", "RLock", "Condition", "Semaphore", "Event", "Logger", "local"})
"""Of these live objects nobody expects that they hold data, and nothing is said of them."""

IN_MEMORY = frozenset({"StringIO", "BytesIO"})
"""Files that can be copied with all that they hold."""


def kind_of(value: object) -> str:
    """The name of a value's class, with that of its module unless it is built in."""
    kind: Any = type(value)
    return kind_named(kind)


@cache
def kind_named(kind: type) -> str:
    """What ``kind_of`` says of the objects of a class."""
    module = kind.__module__ if kind.__module__.startswith("__") else kind.__module__.lstrip("_")
    return f"{module}.{kind.__qualname__}".removeprefix("builtins.")


def named(code: Any) -> str:
    """The name of a function, a class or a module."""
    name = getattr(code, "__qualname__", getattr(code, "__name__", "?"))
    module = getattr(code, "__module__", None)
    return f"{module}.{name}" if module else str(name)


def is_plain(items: Iterable[Any]) -> bool:
    """Whether all items are plain data, which nothing can change from within."""
    return PLAIN.issuperset(map(type, items))


def state_of(value: Any) -> dict[str, Any] | None:
    """What an object holds by the names of its attributes; None where Python cannot see it."""
    kind: Any = type(value)
    slots = slots_of(kind)
    state = dict(getattr(value, "__dict__", {}))
    if isinstance(value, BaseException):
        state["args"] = value.args
    elif slots is None and not hasattr(value, "__dict__"):
        return None
    return state | {name: getattr(value, name) for name in slots or () if hasattr(value, name)}


def reduced(value: Any) -> Any:
    """What a class that pickles its objects in a way of its own keeps of one; else None.

    That is what they are made of and their state: of what is written in C Python sees no other.
    """
    kind: Any = type(value)
    if isinstance(value, BaseException) or not _pickles_in_its_own_way(kind):
        return None
    try:
        found = value.__reduce_ex__(pickle.HIGHEST_PROTOCOL)
    except Exception:  # noqa: BLE001 (whatever it raises: it says nothing of itself)
        return None
    return tuple(found[1:3]) if isinstance(found, tuple) else found


@cache
def _pickles_in_its_own_way(kind: type) -> bool:
    own = {"__reduce__", "__reduce_ex__", "__getstate__"}
    return any(own & vars(each).keys() for each in kind.__mro__[:-1])


@cache
def slots_of(kind: type) -> tuple[str, ...] | None:
    """The names of all slots that a class and those before it declare; None without any."""
    declaring = [each for each in kind.__mro__ if "__slots__" in vars(each)]
    found = []
    for each in declaring:
        names = vars(each)["__slots__"]
        for name in (names,) if isinstance(names, str) else names:
            private = name.startswith("__") and not name.endswith("__")
            found.append(f"_{each.__name__.lstrip('_')}{name}" if private else name)
    hidden = {"__dict__", "__weakref__"}
    return tuple(name for name in found if name not in hidden) if declaring else None


def is_fixed(kind: type) -> bool:
    """Whether nothing changes the objects of a class."""
    return f"{kind.__module__}.{kind.__qualname__}" in FIXED


@cache
def is_live(kind: type) -> bool:
    """Whether objects of a class change by being used."""
    if IN_MEMORY.intersection(each.__name__ for each in kind.__mro__):
        return False
    return any(each.__module__.partition(".")[0] in LIVE for each in kind.__mro__)


@cache
def is_installed(kind: type) -> bool:
    """Whether a class comes from an installed library, or was not written in Python.

    What the objects of such a class keep for themselves is their own affair.
    """
    if kind.__module__ == "__main__":
        return False
    equality: object = kind.__eq__
    if (
        kind.__module__.partition(".")[0] in sys.stdlib_module_names
        and equality is not object.__eq__
    ):
        # Such a class may cache what it is asked for, as paths and networks do.
        return True
    file = getattr(sys.modules.get(kind.__module__), "__file__", None)
    return file is None or not PACKAGES.isdisjoint(Path(str(file)).parts)
