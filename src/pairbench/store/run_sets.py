"""A run set as a folder of files, each of them whole or absent.

``run.json`` and the files under ``pairs`` follow the schemas in ``docs/schema``; those under
``timing`` are pyperf files, which hold the rounds, and ``SHA256SUMS`` has the checksum of each. A
pair's files are named after it, for people: its identity is in their contents.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pairbench.core.errors import StoreError
from pairbench.core.records.record import (
    CONTROLS,
    PairRecord,
    RunRecord,
    RunSet,
    Status,
    is_of_controls,
)
from pairbench.store.files import UNREADABLE, read_bounded
from pairbench.store.rounds import as_pyperf
from pairbench.store.seals.checksums import Sealed
from pairbench.store.seals.journal import Journal, journal_of
from pairbench.store.seals.naming import file_of
from pairbench.store.seals.opened import RUN_FILE, Opened
from pairbench.store.stored import FORMAT, HELD, StoredPair, StoredRun, as_json

WRITING_PAUSE = 60
"""After writing rounds, so many times as long goes by before they are written again."""


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
            # Of a link that leads nowhere the folder is not there, and cannot be made either.
            if not folder.exists():
                raise
            continue
        return folder
    raise StoreError(f"{runs} has a thousand runs of this second: remove some")


def _stem(started: datetime) -> str:
    return started.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def latest_folder(runs: Path) -> Path:
    """The newest run set under a folder, a complete one if there is any.

    What another tool has measured is passed over.

    Raises:
        StoreError: there is none, or one cannot be read.
    """
    found = sorted(runs.glob(f"*/{RUN_FILE}"), reverse=True)
    own = [path for path in found if _is_own(path)]
    for path in [each for each in own if not _is_unfinished(each)] or own:
        return path.parent
    imported = len(found)
    hint = f", and 'pairbench report {runs}/*' shows the imported ones" if imported else ""
    raise StoreError(f"no run set under {runs}: make one with 'pairbench run'{hint}")


def latest_of_each_python(runs: Path) -> list[Path]:
    """The newest run set of each interpreter under a folder, in the order of their versions.

    One that did not come to its end counts where there is no other of its interpreter.

    Raises:
        StoreError: there is none, or one cannot be read.
    """
    latest_folder(runs)
    newest: dict[tuple[str, int, int, bool], Path] = {}
    own = filter(_is_own, sorted(runs.glob(f"*/{RUN_FILE}")))
    for path in sorted(own, key=_is_unfinished, reverse=True):
        environment = Opened(path.parent).run.environment
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
        if Opened(path.parent).stored == stored:
            return None
    folder = new_folder(runs, started)
    sealed = Sealed(folder)
    sealed.write(RUN_FILE, as_json(stored))
    return folder


def header_in(path: Path) -> Mapping[str, Any]:
    """What a ``run.json`` says of the run, unchecked; nothing where it cannot be read."""
    try:
        found = json.loads(read_bounded(path))["run"]
    except (*UNREADABLE, StoreError):
        return {}
    return found if isinstance(found, dict) else {}


def is_unfinished(run: Mapping[str, Any]) -> bool:
    """Whether a run of ours did not come to its end; others refuse what cannot be read."""
    ended = run.get("status", Status.COMPLETE) == Status.COMPLETE
    return not ended and run.get("measured_by") is None


def _is_own(path: Path) -> bool:
    """Whether pairbench itself has measured a run; others refuse what cannot be read."""
    return header_in(path).get("measured_by") is None


def _is_unfinished(path: Path) -> bool:
    return is_unfinished(header_in(path))


class RunFolder:
    """Writes a run set while it is measured, so that a crash costs little.

    Rounds are written when that takes a sixtieth of the time at most, because their files grow, and
    are in a journal until then; ``save_run`` writes what is still missing. With them goes how long
    the run has taken so far, which whoever is killed cannot say.
    """

    def __init__(self, folder: Path, clock_s: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._sealed = Sealed(folder)
        self._journal = Journal(folder)
        self._clock_s = clock_s
        self._running: RunRecord | None = None
        self._running_since_s = clock_s()
        self._positions: dict[str, int] = {}
        self._kept: dict[str, int] = {}
        self._unwritten: dict[str, PairRecord] = {}
        self._write_again_s = clock_s()

    def save_run(self, run: RunRecord) -> None:
        """Write what holds for the whole run.

        Of one that is first saved while it is running, ``duration_s`` is what it had taken before;
        what it takes from then on is added here, to this record and to every later one.
        """
        running, self._running = self._running, None
        self._write_rounds()
        if running is None:
            self._running_since_s = self._clock_s()
            so_far = run
        else:
            so_far = self._so_far(run, self._clock_s())
        self._sealed.write(RUN_FILE, as_json(StoredRun(format=FORMAT, run=so_far)))
        if run.status is Status.RUNNING:
            self._running = run
        else:
            self._sealed.settle()

    def _so_far(self, run: RunRecord, now_s: float) -> RunRecord:
        return replace(run, duration_s=run.duration_s + now_s - self._running_since_s)

    def save_pair(self, record: PairRecord) -> None:
        """Write all of a pair but its rounds."""
        stored = StoredPair(
            format=FORMAT,
            position=self._positions.setdefault(record.definition.name, len(self._positions)),
            **{each: getattr(record, each) for each in HELD},
        )
        self._sealed.write(f"pairs/{file_of(record.definition.name)}", as_json(stored))
        self._write_if_due()

    def take_in(self, records: Iterable[PairRecord]) -> None:
        """Put the rounds into their files that a killed run has left in its journal.

        Raises:
            OSError: the folder cannot be written to.
            StoreError: the journal cannot be read.
        """
        left = journal_of(self.folder)
        for record in records:
            name = record.definition.name
            self._kept[name] = len(record.rounds)
            if name in left:
                self.keep_rounds(name, as_pyperf(record.rounds))
        self._journal.clear()

    def forget(self, name: str) -> None:
        """Do away with what an earlier run has kept of a pair.

        Raises:
            OSError: the folder cannot be written to.
        """
        self._kept.pop(name, None)
        for kind in ("timing", "pairs"):
            self._sealed.remove(f"{kind}/{file_of(name)}")

    def keep_rounds(self, name: str, content: bytes) -> None:
        """Write the rounds of a pair as another run set has them.

        Raises:
            OSError: the folder cannot be written to.
        """
        self._sealed.write(f"timing/{file_of(name)}", content)

    def save_rounds(self, record: PairRecord) -> None:
        """Write the rounds of a pair as a pyperf file, now or soon."""
        name = record.definition.name
        self._unwritten[name] = record
        if not self._write_if_due() and self._has_one_more(record):
            self._journal.add(record.rounds[-1])
        self._kept[name] = len(record.rounds)

    def _has_one_more(self, record: PairRecord) -> bool:
        """Whether a round was just measured here; whole pairs of other machines come at once."""
        name, rounds = record.definition.name, record.rounds
        one_more = len(rounds) == self._kept.get(name, 0) + 1
        return one_more and rounds[-1].cell.pair == name

    def _write_if_due(self) -> bool:
        """Write what is not in its file yet, if the last writing was long enough ago."""
        due = self._clock_s() >= self._write_again_s
        if due:
            self._write_rounds()
        return due

    def _write_rounds(self) -> None:
        began_s = self._clock_s()
        for name, record in self._unwritten.items():
            if record.rounds:
                self._sealed.write(f"timing/{file_of(name)}", as_pyperf(record.rounds))
        self._unwritten.clear()
        self._journal.clear()
        if self._running is not None:
            so_far = self._so_far(self._running, began_s)
            self._sealed.write(RUN_FILE, as_json(StoredRun(format=FORMAT, run=so_far)))
        now_s = self._clock_s()
        self._write_again_s = now_s + WRITING_PAUSE * (now_s - began_s)


def load(folder: Path) -> RunSet:
    """Read a run set back.

    Raises:
        StoreError: a file is missing, cannot be read, is of another format, or is not as a run has
            written it.
    """
    return read(Opened(folder))


def read(opened: Opened, *, only_controls: bool = False) -> RunSet:
    """All of a run set that was opened, or all but its pairs.

    Raises:
        StoreError: a file is missing, cannot be read, is of another format, or is not as a run has
            written it.
    """
    opened.insist_on_all()
    records = [
        opened.pair(each)
        for each in opened.names()
        if not only_controls or is_of_controls(each.removesuffix(".json"))
    ]
    controls = [each for each in records if is_of_controls(each.definition.name)]
    return RunSet(
        run=opened.run,
        pairs=tuple(each for each in records if not is_of_controls(each.definition.name)),
        controls=next((each for each in controls if each.definition.name == CONTROLS), None),
        readings=opened.stored.readings,
        machine_controls=tuple(each for each in controls if each.definition.name != CONTROLS),
    )
