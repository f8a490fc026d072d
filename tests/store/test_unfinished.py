"""Run sets that did not come to their end: what is said of them, and which is preferred."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pairbench.core.errors import StoreError
from pairbench.core.records.record import Status
from pairbench.store.run_sets import (
    RunFolder,
    latest_folder,
    latest_of_each_python,
    load,
    new_folder,
)
from pairbench.store.seals.held import held
from pairbench.store.unfinished import newer_unfinished, newest_unfinished, resumable
from tests.records import RUN, a_record

STARTED = datetime(2025, 3, 1, 12, 30, 5, tzinfo=UTC)


def kept(runs: Path, minutes: int, status: Status) -> Path:
    """A run set that began so many minutes later, and ended so."""
    folder = new_folder(runs, STARTED + timedelta(minutes=minutes))
    writer = RunFolder(folder)
    writer.save_pair(a_record())
    writer.save_run(replace(RUN, status=status))
    return folder


def test_who_was_killed_is_known(tmp_path: Path) -> None:
    """A set that says it runs, and that nobody writes, is one whose run was killed."""
    folder = kept(tmp_path, 0, Status.RUNNING)
    assert load(folder).run.status is Status.KILLED
    with held(folder):
        assert load(folder).run.status is Status.RUNNING


def test_a_set_is_written_by_one(tmp_path: Path) -> None:
    """Nobody goes on with a run that is going on."""
    folder = kept(tmp_path, 0, Status.RUNNING)
    with held(folder):
        with pytest.raises(StoreError, match="is being measured by another process"):
            resumable(folder)
        with pytest.raises(StoreError, match="is being measured"), held(folder):
            pass
    assert resumable(folder).run.status is Status.KILLED


def test_a_complete_set_is_preferred(tmp_path: Path) -> None:
    """A newer one that did not come to its end is not the newest, and is named."""
    whole = kept(tmp_path, 1, Status.COMPLETE)
    kept(tmp_path, 0, Status.INTERRUPTED)
    newer = [kept(tmp_path, 2, Status.INTERRUPTED), kept(tmp_path, 3, Status.RUNNING)]
    assert latest_folder(tmp_path) == whole
    assert latest_of_each_python(tmp_path) == [whole]
    assert newer_unfinished(whole) == newer
    assert newest_unfinished(tmp_path) == newer[-1]


def test_without_a_complete_set_the_newest_will_do(tmp_path: Path) -> None:
    """It is better than none."""
    kept(tmp_path, 0, Status.INTERRUPTED)
    newest = kept(tmp_path, 1, Status.RUNNING)
    assert latest_folder(tmp_path) == newest


def test_a_complete_set_is_not_gone_on_with(tmp_path: Path) -> None:
    """Nothing of it is missing."""
    folder = kept(tmp_path, 0, Status.COMPLETE)
    with pytest.raises(StoreError, match="is complete"):
        resumable(folder)
    with pytest.raises(StoreError, match="nothing to resume"):
        newest_unfinished(tmp_path)


def test_what_is_forgotten_is_gone_whole(tmp_path: Path) -> None:
    """Neither a pair nor its rounds nor their checksums are left."""
    folder = kept(tmp_path, 0, Status.INTERRUPTED)
    writer = RunFolder(folder)
    writer.save_rounds(a_record())
    writer.save_run(replace(RUN, status=Status.INTERRUPTED))
    writer.forget("strings/join")
    writer.save_run(replace(RUN, status=Status.INTERRUPTED))
    assert load(folder).pairs == ()
    assert [each.name for each in folder.rglob("*.json")] == ["run.json"]
