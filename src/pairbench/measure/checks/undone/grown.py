"""What each call of a variant adds to and does not take back, so that no two calls find the same.

A list of its file or of the project's modules, a default, an attribute of an object or a class,
``sys.path``, the handlers of ``logging``, a file or the rows of a database that it is given.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

from pairbench.core.installed import is_installed
from pairbench.suites.drifting import Gauge, Growing, count_in
from pairbench.suites.growing import gauges_of

GROWS = (
    "each call adds to the {}, so that every call finds more there than the one before, and times "
    "depend on how many are made: make it within the call, or take it back in Pair(fresh=...)"
)

MOST = 1_000
"""More values than these that a variant can reach are not counted."""


class Named(NamedTuple):
    """What a function can reach, and what it calls it."""

    name: str
    value: object


class Grown:
    """What there is more of, counted before the first call and after each of two."""

    def __init__(self, gauges: Iterable[Gauge] = ()) -> None:
        """Count now; a gauge that is there twice is one."""
        known = {(id(each.given), each.name): each for each in gauges}
        self._counted = [Growing(each) for each in known.values()]

    def look(self) -> None:
        """After a call."""
        for each in self._counted:
            each.look()

    def words(self) -> Iterator[str]:
        """Of each that both calls have added to."""
        for each in self._counted:
            if each.grows():
                yield GROWS.format(each.name)


def gauges_around(function: Callable[..., Any], given: object) -> Iterator[Gauge]:
    """What a variant can reach; ``given`` is None where each call has a copy of its input."""
    yield from _of_the_world()
    yield from gauges_of(given)
    for name, value in _reached(function):
        if count_in(value) is not None:
            yield _counted(name, value)
        elif isinstance(value, type):
            yield from _of_class(value)
        elif type(value).__module__ != "logging":  # its handlers are counted already
            yield from gauges_of(value)


def _of_the_world() -> Iterator[Gauge]:
    """What a process has one of."""
    yield Gauge(given=sys.path, name="list sys.path", count=partial(len, sys.path))
    if "logging" in sys.modules:
        import logging

        yield Gauge(given=logging, name="handlers of logging", count=partial(_handlers, logging))


def _handlers(logging: Any) -> int:
    """Those of all loggers; a logger that was asked for below its name alone has none."""
    loggers = (logging.root, *logging.root.manager.loggerDict.values())
    return sum(len(getattr(each, "handlers", ())) for each in loggers)


def _of_class(kind: type) -> Iterator[Gauge]:
    for name, value in list(vars(kind).items()):
        if count_in(value) is not None:
            yield _counted(f"{kind.__name__}.{name}", value)


def _counted(name: str, value: object) -> Gauge:
    return Gauge(given=value, name=f"{type(value).__name__} {name}", count=partial(count_in, value))


def _reached(function: Callable[..., Any]) -> Iterator[Named]:
    """What a function speaks of or holds, and the functions of the project that it calls."""
    ahead: list[object] = [function]
    seen: set[int] = {id(function)}
    while ahead and len(seen) < MOST:
        one = ahead.pop()
        if not isinstance(one, FunctionType) or is_installed(one.__code__.co_filename):
            continue
        for each in (*_held(one), *_spoken_of(one)):
            if id(each.value) in seen:
                continue
            seen.add(id(each.value))
            if isinstance(each.value, FunctionType):
                ahead.append(each.value)
            else:
                yield each


def _held(function: FunctionType) -> Iterator[Named]:
    """Its defaults and what it has from the function around it."""
    code = function.__code__
    defaults = function.__defaults__ or ()
    names = code.co_varnames[: code.co_argcount][-len(defaults) :] if defaults else ()
    yield from map(Named, names, defaults)
    yield from (Named(*each) for each in (function.__kwdefaults__ or {}).items())
    for name, cell in zip(code.co_freevars, function.__closure__ or (), strict=False):
        try:
            yield Named(name, cell.cell_contents)
        except ValueError:  # it is empty
            continue


def _spoken_of(function: FunctionType) -> Iterator[Named]:
    """What its names may mean: of its file, of a module of the project, of an object's class."""
    names = set(_names_in(function.__code__))
    found = [Named(name, value) for name, value in _of_those(function.__globals__, names)]
    yield from found
    for holder, value in [*found, *_held(function)]:
        if isinstance(value, ModuleType):
            if is_installed(getattr(value, "__file__", None) or sys.prefix):
                continue
            members = _of_those(vars(value), names)
            yield from (Named(f"{holder}.{name}", member) for name, member in members)
            continue
        kind = value if isinstance(value, type) else type(value)
        for each in kind.__mro__[:-1]:
            methods = _of_those(vars(each), names | {"__init__", "__init_subclass__"})
            yield from (Named(n, m) for n, m in methods if isinstance(m, FunctionType))


def _of_those(known: Any, names: set[str]) -> list[tuple[str, object]]:
    return [(name, known[name]) for name in sorted(names) if name in known]


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield from _names_in(each)
