"""A run set as a folder of files, each of them whole or absent.

``run.json`` and the files under ``pairs`` follow the schemas in ``docs/schema``; those under
``timing`` are pyperf files, which hold the rounds. A pair's files are named after it, for people:
its identity is in their contents.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

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
from pairbench.core.records.record import (
    CONTROLS,
    PairRecord,
    RunRecord,
    RunSet,
    is_of_controls,
)
from pairbench.core.statistics.sequential import Monitor
from pairbench.store.doubts import doubt_of_definition, doubt_of_environment
from pairbench.store.files import write_whole
from pairbench.store.names import file_of, in_order
from pairbench.store.rounds import as_pyperf, load_rounds

FORMAT = 3
"""Raised when a reader of the old files could no longer read the new ones."""

RUN_FILE = "run.json"

WRITING_PAUSE = 60
"""After writing rounds, so many times as long goes by before they are written again."""


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


_HELD = {each.name for each in fields(PairRecord)} - {"rounds"}
"""What of a record the file of its pair holds."""

Stored = TypeVar("Stored", StoredRun, StoredPair)

_RUN = TypeAdapter(StoredRun)
_PAIR = TypeAdapter(StoredPair)


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema of each kind of file, by the name under which it is published."""
    return {
        "run.schema.json": _RUN.json_schema(mode="serialization"),
        "pair.schema.json": _PAIR.json_schema(mode="serialization"),
    }


def new_folder(runs: Path, started: datetime) -> Path:
    """Make a folder for a run that starts now; its name sorts by time.

    Raises:
        OSError: the folder cannot be made.
    """
    stem = _stem(started)
    for number in range(1, 1000):
        folder = runs / (stem if number == 1 else f"{stem}-{number:03d}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        return folder
    raise StoreError(f"{runs} has a thousand runs of this second: remove some")


def _stem(started: datetime) -> str:
    return started.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def latest_folder(runs: Path) -> Path:
    """The newest run set under a folder; what another tool has measured is passed over.

    Raises:
        StoreError: there is none, or one cannot be read.
    """
    imported = 0
    for path in sorted(runs.glob(f"*/{RUN_FILE}"), reverse=True):
        if _is_own(path):
            return path.parent
        imported += 1
    hint = f", and 'pairbench report {runs}/*' shows the imported ones" if imported else ""
    raise StoreError(f"no run set under {runs}: make one with 'pairbench run'{hint}")


def latest_of_each_python(runs: Path) -> list[Path]:
    """The newest run set of each interpreter under a folder, in the order of their versions.

    Raises:
        StoreError: there is none, or one cannot be read.
    """
    latest_folder(runs)
    newest: dict[tuple[str, int, int, bool], Path] = {}
    for path in filter(_is_own, sorted(runs.glob(f"*/{RUN_FILE}"))):
        environment = _parse(_RUN, path).run.environment
        major, minor, *_ = environment.python_version.split(".")
        kind = (environment.python_implementation, int(major), int(minor), not environment.gil)
        newest[kind] = path.parent
    return [newest[kind] for kind in sorted(newest)]


def keep_imported(runs: Path, run_set: RunSet) -> Path | None:
    """Keep what another tool has measured as a run set; None where it is kept already.

    Raises:
        OSError: it cannot be written.
        StoreError: a run set that is there cannot be read.
    """
    stored = StoredRun(format=FORMAT, run=run_set.run, readings=run_set.readings)
    started = datetime.fromisoformat(run_set.run.started)
    for path in runs.glob(f"{_stem(started)}*/{RUN_FILE}"):
        if _parse(_RUN, path) == stored:
            return None
    folder = new_folder(runs, started)
    write_whole(folder / RUN_FILE, _RUN.dump_json(stored, indent=1))
    return folder


def _is_own(path: Path) -> bool:
    """Whether pairbench itself has measured a run; others refuse what cannot be read."""
    try:
        run = json.loads(path.read_bytes())["run"]
        return run.get("measured_by") is None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return True


class RunFolder:
    """Writes a run set while it is measured, so that a crash costs little.

    Rounds are written when that takes a sixtieth of the time at most, because their files grow;
    ``save_run`` writes what is still missing.
    """

    def __init__(self, folder: Path, clock_s: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._clock_s = clock_s
        self._positions: dict[str, int] = {}
        self._unwritten: dict[str, PairRecord] = {}
        self._write_again_s = clock_s()

    def save_run(self, run: RunRecord) -> None:
        """Write what holds for the whole run."""
        self._write_rounds()
        write_whole(
            self.folder / RUN_FILE, _RUN.dump_json(StoredRun(format=FORMAT, run=run), indent=1)
        )

    def save_pair(self, record: PairRecord) -> None:
        """Write all of a pair but its rounds."""
        stored = StoredPair(
            format=FORMAT,
            position=self._positions.setdefault(record.definition.name, len(self._positions)),
            **{each: getattr(record, each) for each in _HELD},
        )
        path = self.folder / "pairs" / file_of(record.definition.name)
        write_whole(path, _PAIR.dump_json(stored, indent=1))

    def save_rounds(self, record: PairRecord) -> None:
        """Write the rounds of a pair as a pyperf file, now or soon."""
        self._unwritten[record.definition.name] = record
        if self._clock_s() >= self._write_again_s:
            self._write_rounds()

    def _write_rounds(self) -> None:
        began_s = self._clock_s()
        for name, record in self._unwritten.items():
            if record.rounds:
                path = self.folder / "timing" / file_of(name)
                write_whole(path, as_pyperf(record.rounds))
        self._unwritten.clear()
        now_s = self._clock_s()
        self._write_again_s = now_s + WRITING_PAUSE * (now_s - began_s)


def load(folder: Path, *, only_controls: bool = False) -> RunSet:
    """Read a run set back, or all of it but its pairs.

    Raises:
        StoreError: a file is missing, cannot be read, or is of another format.
    """
    found = _header(folder)
    paths = [each for each in in_order(folder) if not only_controls or _is_of_controls(each)]
    records = [load_pair(folder, each) for each in paths]
    controls = [each for each in records if is_of_controls(each.definition.name)]
    return RunSet(
        run=found.run,
        pairs=tuple(each for each in records if not is_of_controls(each.definition.name)),
        controls=next((each for each in controls if each.definition.name == CONTROLS), None),
        readings=found.readings,
        machine_controls=tuple(each for each in controls if each.definition.name != CONTROLS),
    )


def _is_of_controls(path: Path) -> bool:
    return CONTROLS in {path.stem, path.parent.name}


def load_run(folder: Path) -> RunRecord:
    """Read what holds for the whole run, and none of its pairs.

    Raises:
        StoreError: the file is missing, cannot be read, or is of another format.
    """
    return _header(folder).run


def load_pair(folder: Path, path: Path) -> PairRecord:
    """Read one pair of a run set, from one of its ``pair_files_of``.

    Raises:
        StoreError: a file cannot be read, or is of another format.
    """
    return _record(folder, _pair(path))


def pair_files_of(folder: Path) -> list[Path]:
    """The file of each pair, in the order of their names; some are of controls."""
    return sorted((folder / "pairs").rglob("*.json"))


def _header(folder: Path) -> StoredRun:
    if not (folder / RUN_FILE).is_file():
        raise StoreError(f"{folder} is no run set: it has no {RUN_FILE}")
    found = _parse(_RUN, folder / RUN_FILE)
    _refuse(doubt_of_environment(found.run.environment), folder / RUN_FILE)
    return found


def _record(folder: Path, stored: StoredPair) -> PairRecord:
    path = folder / "timing" / file_of(stored.definition.name)
    held = {each: getattr(stored, each) for each in _HELD}
    return PairRecord(**held, rounds=load_rounds(path))


def _pair(path: Path) -> StoredPair:
    stored = _parse(_PAIR, path)
    _refuse(doubt_of_definition(stored.definition), path)
    return stored


def _refuse(doubt: str | None, path: Path) -> None:
    if doubt is not None:
        raise StoreError(f"{path} is none of a run: {doubt}; measure again")


def _parse(adapter: TypeAdapter[Stored], path: Path) -> Stored:
    try:
        content = path.read_bytes()
        found = json.loads(content).get("format")
        if found != FORMAT:
            raise StoreError(f"{path} has format {found}, not {FORMAT}: measure again")
        return adapter.validate_json(content)
    except (OSError, ValueError, AttributeError) as error:
        message = f"{path} cannot be read: {in_one_line(error)}; measure again"
        raise StoreError(message) from error
