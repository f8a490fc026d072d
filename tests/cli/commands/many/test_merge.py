"""``merge``: run sets of several machines become one, or are refused with a reason."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pairbench.core.records.record import CONTROLS, PairRecord, RunRecord, Status
from pairbench.core.records.shard import Shard
from pairbench.store.run_sets import RunFolder, load, new_folder
from tests.command_line import run
from tests.records import RUN, a_record, with_a_slower_baseline
from tests.sealed import seal

pytestmark = pytest.mark.once


def a_part(
    folder: Path, number: int, records: Sequence[PairRecord], *, minute: int = 0, **changes: Any
) -> Path:
    """Keep a run of one of three parts."""
    started = datetime(2025, 3, 1, 12, minute, tzinfo=UTC)
    kept = RunFolder(new_folder(folder / f"artefact-{number}-{minute}" / "runs", started))
    for record in (a_record(CONTROLS), *records):
        kept.save_pair(record)
        kept.save_rounds(record)
    shards = (Shard(number=number, count=3, catalogue="abc"),)
    changes = {"shards": shards, **changes}
    record_of_run: RunRecord = replace(RUN, started=started.isoformat(), **changes)
    kept.save_run(record_of_run)
    return kept.folder


def merged(root: Path) -> Path:
    """The only run set that was joined."""
    (folder,) = (root / "joined" / "runs").iterdir()
    return folder


def test_three_parts_are_one_run_set(tmp_path: Path) -> None:
    """Each pair says which machine has measured it, and each machine keeps its own controls."""
    for number, names in ((1, ("a/one", "b/two")), (2, ("a/three",)), (3, ("c/four",))):
        a_part(tmp_path / "in", number, [a_record(name) for name in names], minute=number)
    done = run(tmp_path, "merge", "in", "--out", "joined")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found = load(merged(tmp_path))
    assert found.run.status is Status.COMPLETE
    assert {each.definition.name: each.machine for each in found.pairs} == {
        "a/one": "shard 1",
        "a/three": "shard 2",
        "b/two": "shard 1",
        "c/four": "shard 3",
    }
    assert all(each.rounds == a_record(each.definition.name).rounds for each in found.pairs)
    assert [each.machine for each in found.machine_controls] == ["shard 1", "shard 2", "shard 3"]
    assert all(each.rounds for each in found.machine_controls)
    page = (tmp_path / "joined" / "html" / "index.html").read_text(encoding="utf-8")
    assert "Measured by 3 machines." in page
    assert "Measured on shard 2." in page


def test_a_missing_part_is_said(tmp_path: Path) -> None:
    """The others are joined, the run set is not complete, and the exit code is 3."""
    folders = [a_part(tmp_path, number, [a_record(f"a/{number}")]) for number in (1, 3)]
    done = run(tmp_path, "merge", *map(str, folders), "--out", "joined")
    assert done.returncode == 3
    assert done.stderr == "pairbench: shard 2 of 3 is missing, and its pairs with it\n"
    found = load(merged(tmp_path))
    assert found.run.status is Status.INTERRUPTED
    assert [each.definition.name for each in found.pairs] == ["a/1", "a/3"]


def test_a_part_that_is_there_twice_is_said(tmp_path: Path) -> None:
    """The newer one counts, and where the two answer differently the pair says so."""
    for number in (1, 2, 3):
        a_part(tmp_path / "in", number, [a_record(f"a/{number}")], minute=number)
    a_part(tmp_path / "in", 2, [with_a_slower_baseline(a_record("a/2"))], minute=30)
    done = run(tmp_path, "merge", "in", "--out", "joined")
    assert done.returncode == 0, done.stderr
    assert "shard 2 of 3 is there 2 times: that of" in done.stderr
    one, two, three = load(merged(tmp_path)).pairs
    assert two.machine == "machine 4"
    assert any("two machines answer differently" in each.words for each in two.notices)
    assert one.notices == three.notices == ()


def test_a_run_set_that_is_given_twice_counts_once(tmp_path: Path) -> None:
    """By its name or as a copy: it is said, and no second machine is made of it."""
    folder = a_part(tmp_path / "in", 1, [a_record("a/1")], shards=())
    shutil.copytree(folder, tmp_path / "copy")
    done = run(tmp_path, "merge", str(folder), str(folder), "copy", "--out", "joined")
    assert done.returncode == 0, done.stderr
    assert f"{folder} is named twice, and counts once" in done.stderr
    assert f"copy holds the same as {folder}, and counts once" in done.stderr
    assert [each.machine for each in load(merged(tmp_path)).machine_controls] == ["machine 1"]


def test_a_part_that_was_begun_again_does_not_replace_what_was_measured(tmp_path: Path) -> None:
    """The newest that has rounds counts; a pair may be called as the file of a run set is."""
    for number, name in enumerate(("run", "b/.dotted"), 1):
        a_part(tmp_path / "in", number, [a_record(name)])
    bare = PairRecord(definition=a_record("c/three").definition)
    a_part(tmp_path / "in", 3, [a_record("c/three")])
    a_part(tmp_path / "in", 3, [bare], minute=1)
    done = run(tmp_path, "merge", "in", "--out", "joined")
    assert done.returncode == 0, done.stderr
    found = {each.definition.name: len(each.rounds) for each in load(merged(tmp_path)).pairs}
    assert found == dict.fromkeys(("run", "b/.dotted", "c/three"), len(a_record().rounds))


def test_a_run_set_of_another_revision_is_refused(tmp_path: Path) -> None:
    """Nothing is joined, and one line says which folder it is and why."""
    a_part(tmp_path / "in", 1, [a_record("a/1")])
    other = replace(RUN.environment, git_revision="0123abc")
    a_part(tmp_path / "in", 2, [a_record("a/2")], minute=5, environment=other)
    done = run(tmp_path, "merge", "in", "--out", "joined")
    assert done.returncode == 2
    assert "artefact-2-5" in done.stderr
    assert "another revision: 0123abc" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "joined").exists()


def test_other_definitions_under_one_name_are_refused(tmp_path: Path) -> None:
    """Two pairs of one name with another text are not the same pair."""
    a_part(tmp_path / "in", 1, [a_record("a/1")])
    record = a_record("a/1")
    changed = replace(record, definition=replace(record.definition, file_source="x = 1"))
    a_part(tmp_path / "in", 2, [changed], minute=5)
    done = run(tmp_path, "merge", "in", "--out", "joined")
    assert done.returncode == 2
    assert "pair a/1" in done.stderr
    assert "other definitions" in done.stderr


@pytest.mark.parametrize("format_", ["2", "99"])
def test_another_format_is_refused(tmp_path: Path, format_: str) -> None:
    """A run set of another version of the files is named."""
    folder = a_part(tmp_path / "in", 1, [a_record("a/1")])
    path = folder / "run.json"
    text = path.read_text(encoding="utf-8").replace('"format": 4', f'"format": {format_}')
    path.write_text(text, encoding="utf-8")
    seal(folder)
    done = run(tmp_path, "merge", "in", "--out", "joined")
    assert done.returncode == 2
    assert f"has format {format_}" in done.stderr


def test_what_holds_no_run_set_is_refused(tmp_path: Path) -> None:
    """An empty folder is not silently nothing."""
    (tmp_path / "in").mkdir()
    done = run(tmp_path, "merge", "in")
    assert done.returncode == 2
    assert "is no run set and holds none" in done.stderr
