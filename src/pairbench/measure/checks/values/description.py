"""A value described: its parts as plain data, which stand for it elsewhere or later.

A description is taken of an input before it is worked on, of a value that another process is asked
for as well, and of one that pickle does not carry. Where nobody can look into an object, that is
part of what is described.
"""

import copy
import pickle  # nosec B403: dumps only, of single objects
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from io import BytesIO
from types import (
    BuiltinFunctionType,
    FunctionType,
    MappingProxyType,
    MethodType,
    MethodWrapperType,
    ModuleType,
)
from typing import Any

from pairbench.measure.checks.values.arrays import holds_objects, is_array, is_table
from pairbench.measure.checks.values.kinds import (
    LIVE,
    NO_DATA,
    PLAIN,
    is_fixed,
    is_installed,
    is_live,
    is_plain,
    kind_named,
    kind_of,
    named,
    reduced,
    state_of,
)
from pairbench.measure.checks.values.parts import FUNCTION, HIDDEN, ITEMS, Described, stable


def describe(value: Any) -> Any:
    """The value, with copies of what is plain data and descriptions of everything else.

    Raises:
        Exception: whatever an object raises when it is looked into.
    """
    return _Describer().describe(value)


class _Describer:
    """Describes one value, and each object in it once; what holds itself is said to."""

    def __init__(self) -> None:
        self._done: dict[int, Any] = {}
        self._open: list[int] = []
        # An object that ended meanwhile would give its id to another one.
        self._kept: list[Any] = []

    def describe(self, value: Any) -> Any:
        if type(value) in PLAIN:
            return value
        number = id(value)
        if number in self._open:
            levels = len(self._open) - self._open.index(number)
            return Described(kind=f"itself, {levels} levels up", parts={})
        if number not in self._done:
            self._kept.append(value)
            self._open.append(number)
            kind: Any = type(value)
            self._done[number] = _way_of(kind)(self, value)
            self._open.pop()
        return self._done[number]

    def code(self, value: Any) -> Described:
        return Described(kind=named(value), parts={})

    def function(self, value: FunctionType) -> Described:
        held = {
            name: self.describe(each)
            for name in ("__defaults__", "__kwdefaults__", "__dict__")
            if (each := getattr(value, name))
        }
        for name, cell in zip(value.__code__.co_freevars, value.__closure__ or (), strict=True):
            with suppress(ValueError):  # nothing is in it yet
                held[name] = self.describe(cell.cell_contents)
        return Described(kind=f"{FUNCTION}{named(value)}", parts=held)

    def method(self, value: MethodType) -> Described:
        held = {"__self__": self.describe(value.__self__)}
        return Described(kind=f"{FUNCTION}{named(value)}", parts=held)

    def partial(self, value: "partial[Any]") -> Described:
        state = {"func": value.func, "args": value.args, "keywords": value.keywords}
        return Described(kind=kind_of(value), parts=self._each(state))

    def copied(self, value: Any) -> Any:
        return copy.deepcopy(value)

    def array(self, value: Any) -> Any:
        if not holds_objects(value):
            return copy.deepcopy(value)
        parts = {"shape": tuple(value.shape), ITEMS: self.describe(value.tolist())}
        return Described(kind=kind_of(value), parts=parts)

    def live(self, value: Any) -> Described:
        """A live object: what a subclass of the project has added for everybody to see."""
        kind: Any = type(value)
        if any(each.__module__ == "_ctypes" for each in kind.__mro__) and (kept := reduced(value)):
            # Bytes that lead nowhere else: numbers of C, and structures and arrays of some.
            return Described(kind=kind_of(value), parts={HIDDEN: self.describe(kept)})
        if kind.__module__.partition(".")[0] not in LIVE and not is_installed(kind):
            state = state_of(value) or {}
            public = {name: each for name, each in state.items() if name[0] != "_"}
            return Described(kind=kind_of(value), parts=self._each(public))
        no_data = any(each.__name__.lstrip("_") in NO_DATA for each in kind.__mro__)
        return Described(kind=kind_of(value), parts={} if no_data else None)

    def whole(self, value: Any) -> Any:
        """A copy of a value that equals it, else its pickle, else nothing that could be told."""
        with suppress(Exception):  # whatever it raises: its pickle may do
            kept = copy.deepcopy(value)
            if kept is not value and type(kept == value) is bool and kept == value:
                pickle.dumps(kept)
                return kept
        with suppress(Exception):
            return Described(kind=kind_of(value), parts={HIDDEN: pickle.dumps(value)})
        return Described(kind=kind_of(value), parts=None)

    def object(self, value: Any) -> Any:
        state = state_of(value)
        if state is None:
            return self.whole(value)
        parts = self._each(state) | self._reduced(value)
        return Described(kind=kind_of(value), parts=parts)

    def container(self, value: Any, way: "Way") -> Described:
        """A container of a class of its own."""
        parts = self._each(state_of(value) or {}) | self._reduced(value)
        return Described(kind=kind_of(value), parts=parts | {ITEMS: way(self, value)})

    def shown(self, value: Any) -> Described:
        name = kind_of(value)
        return Described(kind=name, parts=self._each(_SHOWN[name](value)))

    def _each(self, state: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.describe(each) for name, each in state.items()}

    def _reduced(self, value: Any) -> dict[str, Any]:
        """What a class that pickles its objects in a way of its own would keep of them."""
        kept = reduced(value)
        if not isinstance(kept, tuple):
            return {}
        with suppress(Exception):
            return {HIDDEN: self.describe(kept)}
        return {}

    def sequence(self, value: Iterable[Any]) -> list[Any]:
        items = list(value)
        return items if is_plain(items) else [self.describe(each) for each in items]

    def fixed(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        return value if is_plain(value) else tuple(self.describe(each) for each in value)

    def mapping(self, value: Mapping[Any, Any]) -> dict[Any, Any]:
        if is_plain(value) and is_plain(value.values()):
            return dict(value)
        return {self._key(key): self.describe(each) for key, each in value.items()}

    def _key(self, key: Any) -> Any:
        if type(key) in PLAIN or (type(key) is tuple and is_plain(key)):
            return key
        return repr(stable(self.describe(key)))

    def members(self, value: Iterable[Any]) -> Any:
        members = set(value)
        if is_plain(members):
            return members
        described = [self.describe(each) for each in members]
        return Described(
            kind="set", parts={"members": sorted(described, key=lambda each: repr(stable(each)))}
        )


Way = Callable[[_Describer, Any], Any]

_CONTAINERS: Mapping[type, Way] = {
    list: _Describer.sequence,
    deque: _Describer.sequence,
    tuple: _Describer.fixed,
    dict: _Describer.mapping,
    set: _Describer.members,
    frozenset: _Describer.members,
    MappingProxyType: _Describer.mapping,
    type({}.keys()): _Describer.sequence,
    type({}.values()): _Describer.sequence,
    type({}.items()): _Describer.sequence,
}


_CODE = (BuiltinFunctionType, MethodWrapperType, ModuleType, type)

_SHOWN: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "re.Match": lambda match: {
        "re": match.re.pattern,
        "string": match.string,
        "regs": match.regs,
    },
    "memoryview": lambda view: {"format": view.format, "shape": view.shape, ITEMS: view.tobytes()},
    "sqlite3.Row": lambda row: {"keys": row.keys(), ITEMS: list(row)},
    "zipfile.ZipFile": lambda archive: _archived(archive, "fp"),
    "tarfile.TarFile": lambda archive: _archived(archive, "fileobj"),
}
"""What others than pickle tell of objects that are written in C, by the names of their classes, and
of archives: each reading of one begins with going to its place, so where the last one ended is
nothing that it holds."""


def _archived(archive: Any, name: str) -> dict[str, Any]:
    """What an archive holds, its file under this name: the bytes of one that is in memory."""
    state = state_of(archive) or {}
    file = state.get(name)
    return state | {name: file.getvalue()} if isinstance(file, BytesIO) else state


def is_code(kind: type) -> bool:
    """Whether objects of a class are functions, methods or classes."""
    return issubclass(kind, (FunctionType, MethodType, *_CODE))


def _is_shown(kind: type) -> bool:
    return kind_named(kind) in _SHOWN


_WAYS: Sequence[tuple[Callable[[type], bool], Way]] = (
    (is_fixed, lambda _describer, value: value),
    (lambda kind: issubclass(kind, FunctionType), _Describer.function),
    (lambda kind: issubclass(kind, MethodType), _Describer.method),
    (lambda kind: issubclass(kind, _CODE), _Describer.code),
    (lambda kind: issubclass(kind, partial), _Describer.partial),
    # deepcopy makes two copies of it, and what is not known to be plain is pickled as well.
    (lambda kind: kind is bytearray, lambda _describer, value: bytearray(value)),
    (_is_shown, _Describer.shown),
    (is_live, _Describer.live),
    (is_table, _Describer.copied),
    (is_array, _Describer.array),
)
"""How objects are described of whose class something holds: the first that does."""


@cache
def _way_of(kind: type) -> Way:
    """How objects of a class are described."""
    if kind in _CONTAINERS:
        return _CONTAINERS[kind]
    special = next((way for holds, way in _WAYS if holds(kind)), None)
    if special is not None:
        return special
    base = next((each for each in _CONTAINERS if issubclass(kind, each)), None)
    if base is not None:
        return partial(_Describer.container, way=_CONTAINERS[base])
    return _Describer.whole if is_installed(kind) else _Describer.object


def by_looks(members: Iterable[Any]) -> list[Any]:
    """Values in an order that is theirs in any process."""
    return sorted(members, key=lambda each: repr(stable(describe(each))))
