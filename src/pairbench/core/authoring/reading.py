"""Executes a pair file and reads its pairs, or says what is wrong with them."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import decode_source
from pathlib import Path
from types import ModuleType
from typing import Any, Self, TypeAlias

from pairbench.core.authoring.blame import line_in, meant, with_advice
from pairbench.core.authoring.definition import define
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.authoring.loading import load_module, pairs_in
from pairbench.core.authoring.neighbours import SourceFile, imported_by
from pairbench.core.authoring.pair import Pair
from pairbench.core.authoring.problems import covered, uncallable
from pairbench.core.errors import Interrupted, PairError, in_one_line

NO_PAIR = "defines no pair: add pair = Pair(...), or begin the file's name with _"
"""What is said of a file that was executed to its end and holds no pair."""


NAMELESS = (
    "makes a pair ({}) that no name at its top level holds, or one that was given to another pair "
    "after it, so it is not measured: give each pair a name of its own, as in other = Pair(...)"
)
"""What is said of a pair in a list, in a class, or under a name that another has taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFile:
    """A file that may hold pairs, and the folder from which their names count.

    With a ``suite`` it is one of another tool's, whose paths count from ``bench`` itself.
    """

    path: Path
    bench: Path
    suite: str = ""

    @property
    def root(self) -> Path:
        """The folder from which the file is imported."""
        return self.bench if self.suite else self.bench.parent

    @property
    def relative(self) -> str:
        """The path below the root."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def stem(self) -> str:
        """The name of the pair that is called ``pair`` in it."""
        return self.path.relative_to(self.bench).with_suffix("").as_posix()


class Follows(StrEnum):
    """What a setting that head says otherwise than base comes to."""

    OWN = "each side is run by its own, so that what it changes counts as head's"
    NEITHER = "it is followed at neither side, so that what it changes is not compared"
    SOURCES = "packages are installed where base and head require others, and else are those here"
    BUILDER = "a side that is built is built by its own, and where none is it changes nothing"
    JOB = "both sides have what their job is given, so that what it changes is not compared"
    OPTIONS = "both sides are run alike: --base-python and --head-python name others"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunBy:
    """What a setting says of how benchmarks are run, and what follows where two sides differ.

    It stands in the ``file``, or in any of those of a tool in that folder.
    """

    file: Path
    name: str
    said: str
    follows: Follows

    @classmethod
    def of(cls, file: Path, name: str, value: Any, follows: Follows) -> Self:
        """A setting as somebody's file has it; the order of a table's names says nothing."""
        said = json.dumps(value, sort_keys=True, default=str)
        return cls(file=file, name=name, said=said, follows=follows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From here on the reading is about this file: what takes long then has a name."""

    file: str


class StepTooLongError(BaseException):
    """A step takes too long: raised into it, past what catches every exception."""


Reader: TypeAlias = Callable[[Sequence[PairFile]], Iterable[Entry | PairError]]
"""Reads files, here or in processes of their own, and gives what is in them in their order."""


def read_here(files: Sequence[PairFile]) -> Iterator[Entry | PairError]:
    """Execute the files in this process: for those that are ours, and for a process made for it."""
    for file in files:
        yield from read(file)


def read(file: PairFile) -> Iterator[Entry | PairError]:
    """Each pair of the file, or what is wrong with it; a faulty one does not hide the others."""
    try:
        source = decode_source(file.path.read_bytes())
        with _noted() as made:
            module = load_module(file.root, file.relative)
        neighbours = imported_by(file.root, file.relative, source)
    except (KeyboardInterrupt, Interrupted):
        raise
    except BaseException as error:  # noqa: BLE001 (whatever a user's file raises)
        why = f"{in_one_line(error)}{meant(error)}"
        yield unreadable(file, why, line_in(file.path, error))
        return
    pairs = pairs_in(module)
    others = [each for each in made if not any(each is known for known in pairs.values())]
    nameless = [each for each in others if each.variants and not _is_named(each)]
    for each in nameless:
        variants = ", ".join(str(one.function.__name__) for one in each.variants)
        yield PairError(file=file.relative, pair="", message=NAMELESS.format(variants))
    if not pairs and not nameless:
        yield PairError(file=file.relative, pair="", message=NO_PAIR)
    for attribute in pairs:
        yield _defined(file, module, attribute, source, neighbours)


def _defined(
    file: PairFile,
    module: ModuleType,
    attribute: str,
    source: str,
    neighbours: tuple[SourceFile, ...],
) -> Entry | PairError:
    """The pair that the file has under this name, or what is wrong with it."""
    pair: Pair = getattr(module, attribute)
    name = file.stem if attribute == "pair" else f"{file.stem}.{attribute}"
    try:
        definition = define(
            pair,
            name=name,
            file=file.relative,
            attribute=attribute,
            question=module.__doc__ or "",
            source=source,
            neighbours=neighbours,
        )
    except PairError as error:
        return error
    for problem in (*covered(pair, attribute, vars(module)), *uncallable(pair, module.__name__)):
        return PairError(file=file.relative, pair=name, message=problem)
    return Entry(site=Site(root=file.root), definition=definition)


@contextmanager
def _noted() -> Iterator[list[Pair]]:
    """Every pair that is made for a while."""
    made: list[Pair] = []
    Pair.noted = made
    try:
        yield made
    finally:
        Pair.noted = None


def _is_named(pair: Pair) -> bool:
    """Whether a name of a module is bound to a pair: of its file, or of one that this imports."""
    # What a library has for a module may be anything, and may change while it is looked at.
    spaces = [list(getattr(each, "__dict__", {}).values()) for each in [*sys.modules.values()]]
    return any(value is pair for values in spaces for value in values)


def unreadable(file: PairFile, why: str, line: int | None = None) -> PairError:
    """What is said of a file that cannot be executed to its end, with the line that raised."""
    message = with_advice(f"cannot be imported: {why}", file.root)
    return PairError(file=file.relative, pair="", message=message, line=line)
