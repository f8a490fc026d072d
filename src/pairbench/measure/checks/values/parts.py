"""What a description is made of, what is opaque in it, and how it looks in every process."""

import hashlib
import pickle  # nosec B403: dumps only, of single objects
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pairbench.measure.checks.values.kinds import PLAIN, is_plain

ITEMS, HIDDEN = "", "<hidden>"
"""What the items of a container are called among its parts, and what only its pickle tells."""

FUNCTION = "function "
"""How the kinds of functions begin."""


LONG_BYTES = 1 << 16
"""Of more bytes a digest stands for them: written out, 300 MB take half a minute."""

LONG_BITS = 8192
"""A whole number of more bits is written to the base 16: Python refuses 4,300 digits and more."""


class Described(NamedTuple):
    """An object's class and what it holds; ``parts`` is None where nobody can look into it."""

    kind: str
    parts: Mapping[str, Any] | None


def opaque_parts(description: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """The place and the kind of everything that a description could not look into."""
    yield from _opaque(description, (), set())


def _opaque(
    description: Any, path: tuple[str, ...], met: set[int]
) -> Iterator[tuple[tuple[str, ...], str]]:
    if id(description) in met:
        return
    met.add(id(description))
    inside: Iterable[tuple[str, Any]] = ()
    match description:
        case Described(kind=kind, parts=None):
            yield path, kind
        case Described(parts=parts) if parts is not None:
            inside = [(f".{name}" if name else "", each) for name, each in parts.items()]
        case list() | tuple():
            inside = ((f"[{index}]", each) for index, each in enumerate(description))
        case dict():
            inside = ((f"[{key!r}]", each) for key, each in description.items())
        case _:
            pass
    for name, each in inside:
        if type(each) not in PLAIN:
            yield from _opaque(each, (*path, name), met)


def stable(description: Any, done: dict[int, Any] | None = None) -> Any:
    """What the ``repr`` of a description is taken of, so that it is the same in every process.

    ``done`` has what has come of parts, by their ids: one part may be held in many places.
    """
    if type(description) in PLAIN:
        return _brief(description)
    done = {} if done is None else done
    number = id(description)
    if number not in done:
        done[number] = _stable(description, done)
    return done[number]


def _stable(description: Any, done: dict[int, Any]) -> Any:
    match description:
        case Described(kind=kind, parts=parts):
            # Not kept by its id: the dict is made here, and its id is free again.
            return (kind, None if parts is None else _stable(dict(parts), done))
        case list() | tuple():
            if is_plain(description):
                return [_brief(each) for each in description]
            return [stable(each, done) for each in description]
        case dict():
            held = description.values()
            known = (stable(each, done) for each in held)
            # The values as they are: a repr of a repr doubles its backslashes at every level.
            items = zip(map(repr, description), known, strict=True)
            return sorted(items, key=lambda item: item[0])
        case set() | frozenset():
            return sorted(map(repr, description))
        case _:
            is_buffer = type(description) is bytearray
            return _brief(description if is_buffer else pickle.dumps(description))


def _brief(content: Any) -> Any:
    """Plain data, or what stands for a great many bytes, or a number that is not written out."""
    kind: Any = type(content)
    if kind is int and content.bit_length() > LONG_BITS:
        return hex(content)
    if kind not in {bytes, bytearray} or len(content) <= LONG_BYTES:
        return content
    return f"{len(content)} bytes {hashlib.blake2b(content, digest_size=16).hexdigest()}"
