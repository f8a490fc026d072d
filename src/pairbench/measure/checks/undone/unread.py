"""What a value is that has work left to do: somebody would have to wait for it, or to read it."""

import io
import sys
from collections.abc import AsyncIterable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import islice
from typing import Any

from pairbench.core.installed import is_installed
from pairbench.measure.checks.values.kinds import PLAIN, state_of
from pairbench.measure.checks.values.shown import with_article
from pairbench.measure.processes.workbench import is_async_iterator, is_awaitable, is_iterator

LOOKED_INTO = 20
"""So many items of a container are looked at: what is lazy is so from the first item on."""

DEEPEST = 3
"""So many containers within each other are looked into."""

FUTURES = frozenset({"Future", "ApplyResult", "AsyncResult", "MapResult"})
"""Classes, by their names, of what ``concurrent.futures`` and pools of processes give at once."""

LAZY_METHODS = ("collect", "compute")
"""Objects with one of these, which takes no argument but ``self``, have not computed what they
stand for: frames of polars, arrays and delayed calls of dask and what is made after their model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What is left to do: ``kind`` with its article, and who would do it."""

    kind: str
    left: str = "that nobody reads"
    reads: str = "a function that reads it"


def unread_in(value: Any) -> Unread | None:
    """What has work left to do, the value or something in it; None where all is done.

    Containers and dataclasses are looked into. Of the objects of a project's other classes an
    attribute counts that nobody has begun to read: the rest may be how they work.
    """
    return _unread_in(value, DEEPEST)


def unread(value: Any) -> Unread | None:  # noqa: PLR0911 (a kind for each)
    """What the value itself is, if it has work left to do."""
    name = type(value).__name__
    method = _lazy_method(value)
    if method is not None:
        return Unread(
            kind=f"a lazy {name}",
            left="that nobody computes",
            reads=f"a function that calls its {method}()",
        )
    if is_awaitable(value):
        kind = "a coroutine" if name == "coroutine" else f"an awaitable {name}"
        return Unread(kind=kind, left="that nobody awaits", reads="an async def that awaits it")
    if is_async_iterator(value) or isinstance(value, AsyncIterable):
        return Unread(
            kind="an asynchronous iterator",
            reads="a function that reads it, an async def with async for,",
        )
    if is_iterator(value):
        return Unread(kind="a generator" if name == "generator" else "an iterator")
    names = {each.__name__ for each in type(value).__mro__}
    if names & FUTURES and callable(getattr(value, "ready", getattr(value, "done", None))):
        return Unread(
            kind="a future", left="that nobody waits for", reads="a function that waits for it"
        )
    if "Popen" in names and getattr(value, "returncode", 0) is None and value.poll() is None:
        return Unread(
            kind="a process", left="that nobody waits for", reads="a function that waits for it"
        )
    if _is_alive(value):
        return Unread(
            kind="a thread", left="that nobody waits for", reads="a function that joins it"
        )
    return None


def is_to_await(value: Any) -> bool:
    """Whether a value is there to be awaited: what is computed may be awaited as well, in dask."""
    return is_awaitable(value) and _lazy_method(value) is None


def materialised(value: Any) -> Any:
    """An iterator as the list of what it yields, with the iterators that it yields themselves."""
    if is_iterator(value) and not isinstance(value, io.IOBase):
        # Plain items, of which there may be millions, cost no call each.
        return [each if type(each) in PLAIN else materialised(each) for each in value]
    if type(value) is tuple and any(is_iterator(each) for each in value):
        return tuple(materialised(each) for each in value)
    return list(value) if is_iterator(value) else value


def is_untouched(value: Any) -> bool:
    """Whether it is a generator or a coroutine that has not begun; not where nobody can tell."""
    for prefix in ("gi", "ag", "cr"):
        # Of the class: an object may have every attribute that it is asked for.
        if hasattr(type(value), f"{prefix}_frame") and getattr(value, f"{prefix}_frame"):
            begun = getattr(value, f"{prefix}_suspended", True)
            return not (begun or getattr(value, f"{prefix}_running"))
    return False


def computed(value: Any) -> Any:
    """What a future or a lazy object comes to; any other value as it is."""
    names = {each.__name__ for each in type(value).__mro__}
    if names & FUTURES:
        return value.result() if hasattr(value, "result") else value.get()
    method = _lazy_method(value)
    return value if method is None else getattr(value, method)()


def _unread_in(value: Any, deep: int) -> Unread | None:
    found = unread(value)
    if found is not None or deep == 0:
        return found
    for item in islice(_items_of(value), LOOKED_INTO):
        # An open file reads its lines by itself, whenever it is asked to.
        found = None if isinstance(item, io.IOBase) else _unread_in(item, deep - 1)
        if found is not None:
            return Unread(
                kind=f"{with_article(type(value).__name__)} with {found.kind} in it",
                left=found.left,
                reads=found.reads,
            )
    return None


def _items_of(value: Any) -> Iterable[Any]:
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if isinstance(value, Mapping):
        return value.values()
    if is_dataclass(value) and not isinstance(value, type):
        return (getattr(value, each.name, None) for each in fields(value))
    if _is_of_the_project(type(value)):
        return (each for each in (state_of(value) or {}).values() if _is_unbegun(each))
    return ()


def _is_of_the_project(kind: type) -> bool:
    """Whether a class is of the pair's file or of what it imports and is not installed."""
    file = getattr(sys.modules.get(kind.__module__), "__file__", None)
    return file is not None and not is_installed(file)


def _is_unbegun(value: Any) -> bool:
    """Of a map and a filter nobody can tell: what is left of them is work all the same."""
    return type(value) in (map, filter) or is_untouched(value)


def _is_alive(value: Any) -> bool:
    kinds = {f"{each.__module__}.{each.__name__}" for each in type(value).__mro__}
    return bool(kinds & {"threading.Thread", "multiprocessing.process.BaseProcess"}) and bool(
        value.is_alive()
    )


def _lazy_method(value: Any) -> str | None:
    """The method that would compute a lazy object."""
    kind = type(value)
    if hasattr(kind, "__dask_graph__"):
        return "compute" if value.__dask_graph__() is not None else None
    if kind.__module__ == "builtins" or isinstance(value, type):
        return None
    for name in LAZY_METHODS:
        method = getattr(kind, name, None)
        if callable(method) and _needs_nothing(method):
            return name
    return None


def _needs_nothing(method: Any) -> bool:
    import inspect

    try:
        parameters = list(inspect.signature(method).parameters.values())[1:]
    except (TypeError, ValueError):
        return False
    fixed = inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD
    return not any(each.default is each.empty and each.kind in fixed for each in parameters)
