"""Iterators that a call is given and reads to their end: later calls would find nothing in them.

A call has them as arguments, or its function holds them: in a closure, a default, a global name, a
``partial``. So does the object whose method the benchmark is, as attributes.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import length_hint
from types import CellType, FunctionType, GeneratorType, MethodType
from typing import Any

SPENT = (
    "its call reads the iterator that it is given to its end, and every later call would find "
    "nothing in it: make the iterator within the call, or in a setup of each call"
)

LAZY = (map, filter, zip, enumerate, itertools.chain, itertools.islice)
"""Iterators that do not tell how much is left: one item more is asked for."""

UNTOLD = -1


class Unspent:
    """The iterators that a call can read, and in which something is left before it is made."""

    def __init__(self, reachable: Callable[[], Iterable[object]]) -> None:
        """Look for them now; what is reachable is asked for once more after the call."""
        self._reachable = reachable
        self._found = [each for each in reachable() if _is_iterator(each) and _has_more(each)]

    def is_spent(self) -> bool:
        """Whether one of them was read to its end, and no other has been put in its place."""
        left = {id(each) for each in self._reachable()} if self._found else set()
        return any(_is_spent(each) for each in self._found if id(each) in left)


def held_by(function: object) -> Iterator[object]:
    """What a function holds, and the functions in its closure do."""
    seen: set[int] = set()
    ahead = [function]
    while ahead:
        one = ahead.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        held = list(_held(one))
        yield from held
        ahead += [each for each in held if type(each) in {FunctionType, MethodType, partial}]
        if isinstance(one, FunctionType):
            # The functions of a module are not looked into: whose they are is not known.
            named = (one.__globals__.get(each) for each in one.__code__.co_names)
            yield from filter(_is_iterator, named)


def kept_by(owner: object) -> Iterator[object]:
    """The attributes of an object; one that does not tell may have been read before the call."""
    kept = getattr(owner, "__dict__", {}).values()
    yield from (each for each in kept if not isinstance(each, LAZY))


def _held(one: object) -> Iterator[object]:
    match one:
        case partial():
            yield from (one.func, *one.args, *one.keywords.values())
        case MethodType():
            yield from (one.__self__, one.__func__)
        case FunctionType():
            yield from (*(one.__defaults__ or ()), *(one.__kwdefaults__ or {}).values())
            yield from map(_content, one.__closure__ or ())
        case _:
            # A method of what is written in C: ``iterator.__next__``.
            yield getattr(one, "__self__", None) if callable(one) else None


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # it is empty
        return None


def _is_iterator(value: object) -> bool:
    """By its type alone: a value that makes itself when it is looked at is left alone."""
    return issubclass(type(value), Iterator)


def _is_spent(iterator: Any) -> bool:
    """Whether nothing is left; one that is not told of may lose an item by being asked."""
    if isinstance(iterator, LAZY):
        try:
            return next(iterator, LAZY) is LAZY
        except Exception:  # noqa: BLE001 (whatever a user's function raises)
            return False
    return not _has_more(iterator)


def _has_more(iterator: Any) -> bool:
    if isinstance(iterator, GeneratorType):
        return iterator.gi_frame is not None
    try:
        return length_hint(iterator, UNTOLD) != 0
    except Exception:  # noqa: BLE001 (whatever a user's iterator raises)
        return True
