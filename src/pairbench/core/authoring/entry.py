"""Where the code of a pair is: the site of its file, and the place of each of its functions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pairbench.core.authoring.definition import PairDefinition


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the code of a pair is found, and which interpreter runs it.

    Pair files are imported from ``root``, what they import from ``sources`` first and then from
    what the interpreter has installed; without a ``python`` it is the one that runs the harness.
    ``folder`` is where its code is run, by which relative paths are found; without one it is the
    user's current folder.
    """

    root: Path
    sources: tuple[Path, ...] = ()
    python: Path | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A function to call: a variant of a pair in a file of a site.

    ``suite`` is the kind of suite that knows how to load the file, empty for a pair file.
    ``slowed_by`` is a share of its own time by which every slice is made longer on purpose, and
    ``ballast_bytes`` are allocated beside its traced call; canaries have them.
    """

    site: Site
    file: str
    attribute: str
    variant: str
    slowed_by: float = 0.0
    ballast_bytes: int = 0
    suite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A pair that can be measured, and the site of its file.

    A variant of which ``places`` knows nothing is the function of its name in the pair's own file.
    """

    site: Site
    definition: PairDefinition
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def name_by_its_file(self) -> str:
        """Its name where another file has one of the same name."""
        return f"{self.definition.file}::{self.definition.name}"

    def named_by_its_file(self) -> "Entry":
        """The same, under that name."""
        return replace(self, definition=replace(self.definition, name=self.name_by_its_file))

    def place(self, variant: str) -> Place:
        """Where a variant is found."""
        own = Place(
            site=self.site,
            file=self.definition.file,
            attribute=self.definition.attribute,
            variant=variant,
            suite=self.definition.suite,
        )
        return self.places.get(variant, own)
