"""What a gate writes for other programs, and the listings that it reads from its own processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from pairbench.core.definition import PairDefinition
from pairbench.core.entry import Entry
from pairbench.core.errors import PairError
from pairbench.core.gate import GateLine, MachineState
from pairbench.store import write_whole

FORMAT = 1
"""Raised when a reader of the old files could no longer read the new ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredGate:
    """What ``pairbench gate --json`` writes."""

    format: int
    base: str
    head: str
    exit_code: int
    seconds: float
    machine: MachineState | None
    lines: tuple[GateLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPair:
    """A pair, and the folder from which its file is imported."""

    root: Path
    definition: PairDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedError:
    """Why a pair could not be loaded."""

    file: str
    pair: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What ``pairbench.listing`` answers."""

    pairs: tuple[ListedPair, ...]
    errors: tuple[ListedError, ...]


_GATE = TypeAdapter(StoredGate)
_LISTING = TypeAdapter(Listing)


def schemas() -> dict[str, dict[str, object]]:
    """The JSON Schema of each kind of file, by the name under which it is published."""
    return {"gate.schema.json": _GATE.json_schema(mode="serialization")}


def save_gate(path: Path, gate: StoredGate) -> None:
    """Write what a gate found."""
    write_whole(path, _GATE.dump_json(gate, indent=1))


def dump_listing(entries: Sequence[Entry], errors: Sequence[PairError]) -> bytes:
    """The pairs of a revision, for the gate that asked for them."""
    listing = Listing(
        pairs=tuple(
            ListedPair(root=each.site.root, definition=each.definition) for each in entries
        ),
        errors=tuple(
            ListedError(file=each.file, pair=each.pair, message=each.message) for each in errors
        ),
    )
    return _LISTING.dump_json(listing)


def load_listing(content: bytes) -> Listing:
    """Read a listing back."""
    return _LISTING.validate_json(content)
