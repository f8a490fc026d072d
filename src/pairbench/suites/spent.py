"""What a call is given and uses up: later calls would find nothing in it.

An iterator that it reads to its end, a container that it empties, a stream in which it reads on. A
call has them as arguments, or its function holds them: in a closure, a default, a global name, a
``partial``. So does the object whose method the benchmark is, as attributes. What other objects
keep is looked at as well, but only counted.
"""

import io
import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import length_hint
from types import CellType, FunctionType, GeneratorType, MethodType
from typing import Any

from pairbench.suites.drifting import CONTAINERS, Drifting, Growing, count_in
from pairbench.suites.growing import gauges_of, may_have_state
from pairbench.suites.streams import READ_ON, Stream, behind, streams_of

SPENT = (
    "its call reads the iterator that it is given to its end, and every later call would find "
    "nothing in it: make the iterator within the call, or in a setup of each call"
)

EMPTIED = (
    "its call empties the {} that it is given, and every later call would find nothing in it: copy "
    "it within the call, or give it in a setup of each call"
)

LAZY = (map, filter, zip, enumerate, itertools.chain, itertools.islice)
"""Iterators that do not tell how much is left: one item more is asked for."""

UNTOLD = -1


class Unspent:
    """What a call can reach of this kind, and in which something is left before it is made."""

    def __init__(self, reachable: Callable[[], Iterable[object]], *, drifts: bool = False) -> None:
        """Look for it now; what is reachable is asked for once more after the call.

        With ``drifts``, what each of two calls does to it is found out as well.
        """
        self._reachable = reachable
        self.is_asked_again = False
        found = list(reachable())
        self._iterators = [each for each in found if _is_iterator(each) and _has_more(each)]
        self._containers = [each for each in found if _has_items(each)]
        self._streams = [Stream(one, each) for each in found for one in streams_of(each)]
        looked_at = list({id(each): each for each in found}.values()) if drifts else []
        self._counted: list[Growing] = [
            *(Drifting(each) for each in looked_at if count_in(each) is not None),
            *(Growing(gauge) for each in looked_at for gauge in gauges_of(each)),
        ]

    @property
    def asks_again(self) -> bool:
        """Whether only a second call tells."""
        return bool(self._streams or self._counted)

    def begin_again(self) -> None:
        """Before the second call."""
        self.is_asked_again = True
        self._iterators, self._containers = [], []
        for each in self._streams:
            each.begin_again()

    def why(self) -> str | None:
        """What is used up by the call that was made since, if no other was put in its place."""
        for one in self._counted:
            one.look()
        is_any = self._iterators or self._containers or self._streams
        left = {id(each) for each in self._reachable()} if is_any else set()
        if any(_is_spent(each) for each in self._iterators if id(each) in left):
            return SPENT
        for each in self._containers:
            if id(each) in left and not _has_items(each):
                return EMPTIED.format(type(each).__name__)
        read_on = [each for each in self._streams if each.is_read_on()]
        return READ_ON if any(id(each.given) in left for each in read_on) else None

    def drift(self) -> Iterator[str]:
        """What each of the two calls that were made has done to what it is given."""
        left = {id(each) for each in self._reachable()}
        looked_at: list[Growing | Stream] = [*self._counted, *self._streams]
        for each in looked_at:
            why = each.why() if id(each.given) in left else None
            if why is not None:
                yield why


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
            yield from (each for each in named if _may_be_otherwise(each))


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


def _may_be_otherwise(value: object) -> bool:
    is_used_up = issubclass(type(value), Iterator) or type(value) in CONTAINERS
    return is_used_up or may_have_state(value)


def _has_items(value: Any) -> bool:
    """Whether it is a container or a queue, by its type alone, in which something is."""
    return bool(count_in(value))


def _is_iterator(value: object) -> bool:
    """By its type alone: a value that makes itself when it is looked at is left alone."""
    return issubclass(type(value), Iterator) and not issubclass(type(value), io.IOBase)


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
        rows = list(behind(iterator))
        return all(map(_has_more, rows)) if rows else length_hint(iterator, UNTOLD) != 0
    except Exception:  # noqa: BLE001 (whatever a user's iterator raises)
        return True
