"""What the files of a run set hold, and how they are told from files of another kind."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.errors import StoreError, in_one_line
from pairbench.core.records.measurement import (
    Failure,
    LeftOut,
    MemoryMeasurement,
    Sighting,
    TimeProfile,
)
from pairbench.core.records.notice import Notice
from pairbench.core.records.reading import Reading
from pairbench.core.records.record import PairRecord, RunRecord
from pairbench.core.statistics.sequential import Monitor
from pairbench.store.files import UNREADABLE

FORMAT = 4
"""Raised when a reader of the old files could no longer read the new ones."""

SHOWN = 40
"""So much of a format is shown that is none of ours."""

UNSEALED = 3
"""The format before the checksums: it is read without them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRun:
    """The contents of ``run.json``; readings are those of another tool."""

    format: int
    run: RunRecord
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPair:
    """The contents of a file in ``pairs``; its rounds are in the pyperf file of the same name."""

    format: int
    position: int
    definition: PairDefinition
    monitors: Mapping[int, Monitor]
    memory: tuple[MemoryMeasurement, ...]
    profiles: tuple[TimeProfile, ...] = ()
    sightings: tuple[Sighting, ...]
    failures: tuple[Failure, ...]
    left_out: tuple[LeftOut, ...]
    notices: tuple[Notice, ...] = ()
    machine: str | None = None


HELD = {each.name for each in fields(PairRecord)} - {"rounds"}
"""What of a record the file of its pair holds."""

Stored = TypeVar("Stored", StoredRun, StoredPair)

RUN = TypeAdapter(StoredRun)
PAIR = TypeAdapter(StoredPair)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind of file, by the name under which it is published."""
    return {
        "run.schema.json": RUN.json_schema(mode="serialization"),
        "pair.schema.json": PAIR.json_schema(mode="serialization"),
    }


def as_json(stored: StoredRun | StoredPair) -> bytes:
    """The content of the file; halves of characters, which no file can hold, become escapes.

    Raises:
        ValueError: one of its values has another type than it should.
    """
    try:
        return _dumped(stored)
    except PydanticSerializationError:
        return _dumped(_encodable(stored))


def _dumped(stored: StoredRun | StoredPair) -> bytes:
    if isinstance(stored, StoredRun):
        return RUN.dump_json(stored, indent=1, warnings="error")
    return PAIR.dump_json(stored, indent=1, warnings="error")


Value = TypeVar("Value")


def _encodable(value: Value) -> Value:
    """The same value, with texts that can be encoded."""
    found: Any = value
    if isinstance(value, str) and not isinstance(value, Enum):
        found = value.encode(errors="backslashreplace").decode()
    elif isinstance(value, tuple):
        found = tuple(map(_encodable, value))
    elif isinstance(value, Mapping):
        found = {_encodable(key): _encodable(inner) for key, inner in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: _encodable(getattr(value, each.name)) for each in fields(value)}
        found = replace(value, **changed)
    return cast("Value", found)


def _shown(found: object) -> str:
    return repr(found).replace("'", '"')[:SHOWN]


def _remedy(found: object) -> str:
    """What helps against a format that is not read here; a newer one is read by who wrote it."""
    is_newer = type(found) is int and found > FORMAT
    return "install the newer pairbench that wrote it" if is_newer else "measure again"


def _once_each(items: list[tuple[str, object]]) -> dict[str, object]:
    """The items of an object; of two with one key nobody knows which counts.

    Raises:
        ValueError: a key stands there twice.
    """
    found = dict(items)
    if len(found) < len(items):
        # Each takes one away from a copy: the first that is gone already stands there twice.
        left = dict(items)
        twice = next(key for key, _ in items if left.pop(key, left) is left)
        raise ValueError(f"it holds the key {twice!a} twice, which no run has written")
    return found


def parsed(adapter: TypeAdapter[Stored], content: bytes, path: object) -> Stored:
    """What a file holds; ``path`` is for the message.

    Raises:
        StoreError: it is of another format, or holds something else.
    """
    try:
        found = json.loads(content, object_pairs_hook=_once_each).get("format")
        if found not in (FORMAT, UNSEALED):
            raise StoreError(f"{path} has format {_shown(found)}, not {FORMAT}: {_remedy(found)}")
        return adapter.validate_json(content)
    except UNREADABLE as error:
        message = f"{path} cannot be read: {in_one_line(error)}; measure again"
        raise StoreError(message) from error
