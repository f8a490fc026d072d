"""Rounds that a killed run had not written into their files yet."""

from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.core.errors import StoreError
from pairbench.core.records.record import PairRecord, Status
from pairbench.store.rounds import rounds_in
from pairbench.store.run_sets import RunFolder, load
from pairbench.store.seals.journal import JOURNAL_FILE, with_journal
from pairbench.store.seals.naming import file_of
from pairbench.store.seals.opened import Opened
from tests.records import RUN, a_record

RECORD = a_record()


def killed(folder: Path) -> PairRecord:
    """A run that was killed before it was time to write the file of its rounds."""
    seconds = iter([*range(6), *[6.0] * 1_000])
    writer = RunFolder(folder, clock_s=lambda: float(next(seconds)))
    writer.save_run(replace(RUN, status=Status.RUNNING))
    writer.save_pair(replace(RECORD, rounds=()))
    for count in range(1, len(RECORD.rounds) + 1):
        writer.save_rounds(replace(RECORD, rounds=RECORD.rounds[:count]))
    return RECORD


def test_no_finished_round_is_lost(tmp_path: Path) -> None:
    """What is read of a killed run has every round that it was given."""
    assert load_rounds(tmp_path, killed(tmp_path)) == RECORD.rounds
    assert (tmp_path / JOURNAL_FILE).exists()


def load_rounds(folder: Path, record: PairRecord) -> object:
    """The rounds of a pair, as they are read."""
    found = {each.definition.name: each for each in load(folder).pairs}
    return found[record.definition.name].rounds


def test_half_a_line_is_not_there_yet(tmp_path: Path) -> None:
    """Whoever is killed over a line has lost that round alone."""
    killed(tmp_path)
    path = tmp_path / JOURNAL_FILE
    path.write_bytes(path.read_bytes()[:-9])
    assert load_rounds(tmp_path, RECORD) == RECORD.rounds[:-1]


def test_a_changed_line_is_named(tmp_path: Path) -> None:
    """A digit that somebody changed is no time that was measured."""
    killed(tmp_path)
    path = tmp_path / JOURNAL_FILE
    path.write_bytes(path.read_bytes().replace(b"pairbench_round", b"pairbench_rounD", 1))
    with pytest.raises(StoreError, match=r"rounds\.journal was changed .* line 1"):
        load(tmp_path)


def test_who_goes_on_puts_the_rounds_into_their_files(tmp_path: Path) -> None:
    """The journal is gone then, and every round is where pyperf finds it."""
    record = killed(tmp_path)
    RunFolder(tmp_path).take_in([replace(record, rounds=load(tmp_path).pairs[0].rounds)])
    assert not (tmp_path / JOURNAL_FILE).exists()
    assert load_rounds(tmp_path, record) == RECORD.rounds


def test_what_joins_run_sets_gets_the_rounds_of_a_journal(tmp_path: Path) -> None:
    """They are in no file of their own, and no less measured for it."""
    record = killed(tmp_path)
    content = Opened(tmp_path).rounds_of(file_of(record.definition.name))
    assert content is not None
    assert rounds_in(content, tmp_path) == RECORD.rounds


def test_a_run_that_ends_leaves_no_journal(tmp_path: Path) -> None:
    """What it had in it is in the files."""
    writer = RunFolder(tmp_path)
    writer.save_pair(RECORD)
    for count in range(1, 4):
        writer.save_rounds(replace(RECORD, rounds=RECORD.rounds[:count]))
    writer.save_run(replace(RUN, status=Status.COMPLETE))
    assert not (tmp_path / JOURNAL_FILE).exists()
    assert load_rounds(tmp_path, RECORD) == RECORD.rounds[:3]


def test_a_killed_run_has_said_how_long_it_took(tmp_path: Path) -> None:
    """Going on with it does not begin its budget anew."""
    seconds = iter([*range(5), *range(70, 100)])
    writer = RunFolder(tmp_path, clock_s=lambda: float(next(seconds)))
    writer.save_run(replace(RUN, status=Status.RUNNING, duration_s=100.0))
    writer.save_pair(replace(RECORD, rounds=()))
    writer.save_rounds(replace(RECORD, rounds=RECORD.rounds[:1]))
    assert 165.0 < load(tmp_path).run.duration_s < 185.0


def test_a_round_in_both_is_there_once() -> None:
    """Whoever is killed between writing the file and clearing the journal has it in both."""
    rounds = RECORD.rounds
    assert with_journal(rounds[:3], rounds[2:5]) == rounds[:5]
