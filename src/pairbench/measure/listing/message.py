"""What is in a pair file, as the process that has read it tells the one that has asked.

The one that reads may be an interpreter of a side, with the libraries of the side: it tells by what
Python itself has.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.errors import PairError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

STILL_READING = {"still": "reading"}
"""What comes between, while the files of a suite are read one after the other."""


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
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Everything that was found in a file."""

    pairs: tuple[ListedPair, ...]
    errors: tuple[ListedError, ...]


def as_message(found: Iterable[Entry | PairError]) -> Mapping[str, Any]:
    """What was found, in values that JSON knows."""
    pairs, errors = [], []
    for each in found:
        if isinstance(each, Entry):
            pairs.append({"root": str(each.site.root), "definition": asdict(each.definition)})
        else:
            listed = ListedError(
                file=each.file, pair=each.pair, message=each.message, line=each.line
            )
            errors.append(asdict(listed))
    return {"pairs": pairs, "errors": errors}


def from_message(message: Any, site: Site) -> list[Entry | PairError]:
    """What was found, at the site that it was asked of."""
    listing = _adapter().validate_python(message)
    return [
        *(Entry(site=_site_of(each, site), definition=each.definition) for each in listing.pairs),
        *(
            PairError(file=each.file, pair=each.pair, message=each.message, line=each.line)
            for each in listing.errors
        ),
    ]


@cache
def _adapter() -> "TypeAdapter[Listing]":
    from pydantic import TypeAdapter

    return TypeAdapter(Listing)


def _site_of(listed: ListedPair, site: Site) -> Site:
    """The site with the root of the pair's file; a suite is run where its paths count from."""
    folder = listed.root if listed.definition.suite and site.folder is None else site.folder
    return replace(site, root=listed.root, folder=folder)
