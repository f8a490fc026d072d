"""A run set that was opened: what holds for all of it, and its pairs, read one by one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pairbench.core.errors import StoreError, in_one_line
from pairbench.core.records.record import PairRecord, RunRecord, Status
from pairbench.store.doubts import doubt_of_environment, doubt_of_record
from pairbench.store.rounds import as_pyperf, rounds_in
from pairbench.store.seals.checksums import SUMS_FILE
from pairbench.store.seals.contents import Contents
from pairbench.store.seals.held import is_held
from pairbench.store.seals.journal import JOURNAL_FILE, journal_of, with_journal
from pairbench.store.seals.naming import file_of
from pairbench.store.stored import HELD, PAIR, RUN, UNSEALED, StoredPair, StoredRun, parsed

RUN_FILE = "run.json"

HEAD_BYTES = 200
"""The place of a pair among the others stands within so many."""

POSITION = re.compile(rb'"position":\s*(\d+)')

LAST_POSITION = 10**9
"""No run has as many pairs, however often it was gone on with or joined."""


class Opened:
    """Reads a run set, each file against one list of checksums; no pair is kept in memory."""

    def __init__(self, folder: Path) -> None:
        """Read what holds for the whole run.

        Raises:
            StoreError: a file is missing, cannot be read, is of another format, or is not as a run
                has written it.
        """
        if not (folder / RUN_FILE).is_file():
            raise StoreError(f"{folder} is no run set: it has no {RUN_FILE}")
        self.folder = folder
        self._contents = Contents(folder)
        # Before any file: what is written there meanwhile is not missed.
        self._journal = journal_of(folder)
        self.stored = self._run()
        _refuse(doubt_of_environment(self.stored.run), folder / RUN_FILE)

    @property
    def run(self) -> RunRecord:
        """What holds for the whole run, as it ended.

        Whoever is killed cannot say so: the set says that it runs, and nobody holds it.
        """
        run = self.stored.run
        if run.status is Status.RUNNING and not is_held(self.folder):
            return replace(run, status=Status.KILLED)
        return run

    def insist_on_all(self) -> None:
        """Refuse what lacks a file; one that is being written is on the list before it is there.

        Raises:
            StoreError: a file is gone.
        """
        missing = self._contents.missing()
        if missing is not None and self.stored.run.status is not Status.RUNNING:
            raise StoreError(
                f"{self.folder / missing} was written and is gone, as {SUMS_FILE} has it: measure "
                "again"
            )

    def names(self) -> list[str]:
        """What the files of the pairs are called, as they were measured; their heads are read.

        Raises:
            StoreError: one leads out of the run set, or cannot be read.
        """
        return sorted(self._names(), key=lambda each: (self._position(each), each))

    def has(self, name: str) -> bool:
        """Whether there is a pair whose file is called so."""
        return self._contents.has(f"pairs/{name}")

    def pair(self, name: str) -> PairRecord:
        """What was recorded of a pair, with its rounds, by what its file is called.

        Raises:
            StoreError: a file of it cannot be read, or is not as a run has written it.
        """
        timing = f"timing/{name}"
        stored = self._pair(name)
        content = self._content(timing) if self._contents.has(timing) else None
        record = PairRecord(**{each: getattr(stored, each) for each in HELD})
        rounds = () if content is None else rounds_in(content, self.folder / timing)
        read = {f"pairs/{name}": record, timing: replace(record, rounds=rounds)}
        if left := self._journal.get(record.definition.name, ()):
            read[JOURNAL_FILE] = replace(record, rounds=with_journal(rounds, left))
        whole = [*read.values()][-1]
        if doubt_of_record(whole) is not None:
            # The file that brought it in is to blame.
            for file, each in read.items():
                _refuse(doubt_of_record(each), self.folder / file)
        return whole

    def rounds_of(self, name: str) -> bytes | None:
        """The pyperf file with the rounds of a pair, as it stands where all are in it.

        Raises:
            StoreError: it cannot be read, or is not as a run has written it.
        """
        if self._pair(name).definition.name in self._journal:
            return as_pyperf(self.pair(name).rounds)
        timing = f"timing/{name}"
        return self._content(timing) if self._contents.has(timing) else None

    def _run(self) -> StoredRun:
        found = parsed(RUN, self._content(RUN_FILE), self.folder / RUN_FILE)
        if found.format != UNSEALED and not self._contents.sealed:
            raise StoreError(
                f"{self.folder} has lost its {SUMS_FILE}, without which nobody knows whether it is "
                "as it was written: measure again"
            )
        return found

    def _names(self) -> Iterator[str]:
        for each in self._contents.names("pairs"):
            yield each.removeprefix("pairs/")

    def _position(self, name: str) -> int:
        try:
            found = POSITION.search(self._contents.head(f"pairs/{name}", HEAD_BYTES))
        except OSError as error:
            raise _unreadable(self.folder / "pairs" / name, error) from error
        return int(found[1]) if found else 0

    def _pair(self, name: str) -> StoredPair:
        path = self.folder / "pairs" / name
        stored = parsed(PAIR, self._content(f"pairs/{name}"), path)
        if file_of(stored.definition.name) != name:
            raise StoreError(
                f"{path} holds another pair, {stored.definition.name!a}: no run has put it there; "
                "measure again"
            )
        if not 0 <= stored.position <= LAST_POSITION:
            _refuse("its position is that of no pair", path)
        return stored

    def _content(self, name: str) -> bytes:
        try:
            return self._contents.read(name)
        except OSError as error:
            raise _unreadable(self.folder / name, error) from error


def _unreadable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path} cannot be read: {in_one_line(error)}; measure again")


def _refuse(doubt: str | None, path: Path) -> None:
    if doubt is not None:
        raise StoreError(f"{path} is none of a run: {doubt}; measure again")
