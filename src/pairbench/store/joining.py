"""Joins run sets of several machines into one, pair by pair: no two are in memory at once."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pairbench.core.errors import StoreError
from pairbench.core.records.notice import Notice
from pairbench.core.records.record import (
    CONTROLS,
    PairRecord,
    RunRecord,
    controls_of,
    is_of_controls,
)
from pairbench.store.run_sets import RunFolder
from pairbench.store.seals.naming import file_of
from pairbench.store.seals.opened import RUN_FILE, Opened

Differing = Callable[..., tuple[Notice, ...]]
"""Takes the record that is kept and those of other machines, and says where they disagree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run set to be joined with others, and the name of the machine that has made it.

    Where it was made by several, ``renamed`` has the new name of each by its own.
    """

    opened: Opened
    run: RunRecord
    machine: str
    renamed: Mapping[str, str]


def join(parts: Sequence[Part], run: RunRecord, folder: Path, differing: Differing) -> None:
    """Write the pairs of all parts, by name, and ``run`` as what holds for the whole.

    Where several parts have measured a pair, that of the last one is kept, with a notice if they
    disagree.

    Raises:
        StoreError: a part cannot be read, or two hold another pair under one name.
    """
    placed = _placed(parts)
    writer = RunFolder(folder)
    for name in sorted(placed):
        # Those that have no rounds come first, and so count least.
        found = sorted(
            ((part, file, _from(part, file)) for part, file in placed[name]),
            key=lambda each: bool(each[2].rounds),
        )
        records = [record for _, _, record in reversed(found)]
        kept, *others = records
        if others:
            _insist_on_one(records, [(part, file) for part, file, _ in found])
            if not is_of_controls(kept.definition.name):
                kept = replace(kept, notices=(*kept.notices, *differing(kept, *others)))
        writer.save_pair(kept)
        part, file, _ = found[-1]
        if content := part.opened.rounds_of(file):
            writer.keep_rounds(kept.definition.name, content)
    writer.save_run(run)


def _placed(parts: Sequence[Part]) -> Mapping[str, list[tuple[Part, str]]]:
    """Where each pair is, by what its files are called; controls are each machine's own."""
    found: dict[str, list[tuple[Part, str]]] = {}
    for part in parts:
        own = {file_of(CONTROLS): file_of(controls_of(part.machine))} | {
            file_of(controls_of(each)): file_of(controls_of(new))
            for each, new in part.renamed.items()
        }
        for name in part.opened.names():
            found.setdefault(own.get(name, name), []).append((part, name))
    return found


def _from(part: Part, file: str) -> PairRecord:
    record = part.opened.pair(file)
    name = record.definition.name
    machine = part.machine
    if record.machine is not None:
        machine = part.renamed.get(record.machine, record.machine)
    if is_of_controls(name):
        record = replace(record, definition=replace(record.definition, name=controls_of(machine)))
    return replace(record, machine=machine)


def _insist_on_one(records: Sequence[PairRecord], places: Sequence[tuple[Part, str]]) -> None:
    first = records[0].definition
    for record, (part, file) in zip(records, reversed(places), strict=True):
        if record.definition != first:
            raise StoreError(
                f"{part.opened.folder / 'pairs' / file}: pair {first.name}: {part.machine} has "
                f"measured other definitions than {places[-1][0].machine}: leave one of them out"
            )


def run_sets_under(folders: Sequence[Path]) -> Iterator[Path]:
    """The run sets that the folders are, or that lie anywhere below them.

    Raises:
        StoreError: a folder is none and has none.
    """
    for folder in folders:
        found = sorted(_run_sets_in(folder))
        if not found:
            raise StoreError(f"{folder} is no run set and holds none: name what a run has kept")
        yield from found


def _run_sets_in(folder: Path) -> Iterator[Path]:
    """The run sets there; within one, a pair may be called as the file of a run set is."""
    for place, folders, files in os.walk(folder):
        if RUN_FILE in files:
            folders.clear()
            yield Path(place)
