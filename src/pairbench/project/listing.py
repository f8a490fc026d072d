"""The pairs of a project, as the process that lists them tells the one that has asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.entry import Entry
from pairbench.core.errors import PairError


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
    """What the process that lists answers."""

    pairs: tuple[ListedPair, ...]
    errors: tuple[ListedError, ...]


_LISTING = TypeAdapter(Listing)


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
