"""The sections of many pairs, made by several processes."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pairbench.cli.runs.sections import MANY, Shown, told_of
from pairbench.core.errors import StoreError
from pairbench.store.run_sets import RunFolder, new_folder
from pairbench.store.seals.opened import Opened
from tests.records import RUN, a_record

pytestmark = pytest.mark.once


def a_run_set(folder: Path) -> tuple[Shown, Opened]:
    """So many pairs that other processes take part; the first one was measured, and is drawn."""
    kept = RunFolder(new_folder(folder, datetime(2025, 3, 1, tzinfo=UTC)))
    kept.save_run(RUN)
    for number in range(MANY):
        record = a_record(f"theme/pair_{number:03}")
        record = record if number == 0 else replace(record, rounds=(), memory=())
        kept.save_pair(record)
        kept.save_rounds(record)
    (place,) = folder.iterdir()
    shown = Shown(folders=[place], in_full=[True], labels=["3.13"], past=())
    return shown, Opened(place)


@pytest.mark.slow
def test_several_processes_tell_what_one_does(tmp_path: Path) -> None:
    """Every pair in its order, with the same section and the same findings."""
    shown, opened = a_run_set(tmp_path)
    names = opened.names()
    alone, together = (list(told_of(shown, [opened], names, width)) for width in (1, 2))
    assert [each.anchor for each in alone] == [f"pair/theme/pair_{n:03}" for n in range(MANY)]
    assert [each.text for each in together] == [each.text for each in alone]
    assert [each.findings for each in together] == [each.findings for each in alone]
    assert all("<svg" in (each.text or "") for each in alone[:1])


@pytest.mark.slow
def test_what_cannot_be_read_is_told_by_whoever_asked(tmp_path: Path) -> None:
    """The line of the process that found it is the line of the command."""
    shown, opened = a_run_set(tmp_path)
    names = opened.names()
    broken = shown.folders[0] / "pairs" / names[-1]
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match=names[-1]):
        list(told_of(shown, [opened], names, 2))
