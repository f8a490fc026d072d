"""What a run has found so far, pair by pair; each change is saved before anything else happens."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pairbench.core.records.measurement import (
    Cell,
    Failure,
    LeftOut,
    Round,
    Stage,
    told_once,
)
from pairbench.core.records.notice import Notice
from pairbench.core.records.record import PairRecord
from pairbench.run.probes import Progress, Sink
from pairbench.run.resumed import Before, of_unchanged, together

NOTHING: Before = MappingProxyType({})
"""What a run that begins anew has before it."""


class Kept:
    """A sink that holds the records as they are, by the names of their pairs."""

    def __init__(self) -> None:
        self.records: dict[str, PairRecord] = {}

    def save_pair(self, record: PairRecord) -> None:
        """Hold all of a pair."""
        self.records[record.definition.name] = record

    def save_rounds(self, record: PairRecord) -> None:
        """Hold it: a record has its rounds."""
        self.save_pair(record)


class Records:
    """The records of a run, kept in a sink; trouble is shown as it comes."""

    def __init__(self, sink: Sink, progress: Progress, before: Before = NOTHING) -> None:
        """``before`` is what an earlier run has measured of these pairs."""
        self._before = before
        self._sink = sink
        self._progress = progress
        self._records: dict[str, PairRecord] = {}

    def __getitem__(self, pair: str) -> PairRecord:
        """The record of a pair, as it is now."""
        return self._records[pair]

    def begin(self, record: PairRecord) -> None:
        """Take up a pair that was checked, with what was measured of it before."""
        name = record.definition.name
        self._records[name] = together(record, of_unchanged(self._before, record.definition))
        self._sink.save_pair(self._records[name])
        for failure in told_once(record.failures):
            self._progress.trouble(failure)

    def update(self, pair: str, **changes: Any) -> None:
        """Change fields of a pair's record."""
        self._records[pair] = replace(self._records[pair], **changes)
        self._sink.save_pair(self._records[pair])

    def add_round(self, found: Round) -> None:
        """Keep a round of a pair."""
        record = self._records[found.cell.pair]
        self._records[found.cell.pair] = replace(record, rounds=(*record.rounds, found))
        self._sink.save_rounds(self._records[found.cell.pair])

    def fail(self, failure: Failure) -> None:
        """Keep a failure."""
        pair = failure.cell.pair
        self.update(pair, failures=(*self._records[pair].failures, failure))
        self._progress.trouble(failure)

    def note(self, pair: str, notices: Sequence[Notice]) -> None:
        """Keep what is to be known beside the pair's verdicts."""
        if notices:
            self.update(pair, notices=(*self._records[pair].notices, *notices))

    def has_failed(self, cell: Cell, variant: str) -> bool:
        """Whether a variant could not be called there; behaviours fail by themselves."""
        return any(
            failure.variant == variant
            and failure.cell == cell
            and failure.stage is not Stage.BEHAVIOUR
            for failure in self._records[cell.pair].failures
        )

    def is_left_out(self, cell: Cell, stage: Stage) -> bool:
        """Whether a step does without the cell, because a call takes too long."""
        return LeftOut(cell=cell, stage=stage) in self._records[cell.pair].left_out
