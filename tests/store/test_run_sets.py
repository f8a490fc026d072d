"""Tests of the store: a run set written and read back, and files that other tools open."""

import itertools
import json
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pyperf
import pytest

from pairbench.core.errors import StoreError
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import Cell, Conditions, Failure, Round, Stage, Trouble
from pairbench.core.records.record import CONTROLS, PairRecord, Status
from pairbench.core.statistics.sequential import Monitor
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.time.timer import LockStepTimer
from pairbench.store.rounds import rounds_in
from pairbench.store.run_sets import (
    RunFolder,
    latest_folder,
    latest_of_each_python,
    load,
    new_folder,
)
from pairbench.store.seals.naming import file_of
from pairbench.store.stored import FORMAT
from tests.builders import QUICK, a_cell_plan, a_definition
from tests.pair_files import BUILTIN, LOOP, NUMBERS, entry_from
from tests.records import RUN, a_failure_of, a_record, a_run_set, left_out_of
from tests.sealed import seal, stored

FOLDER = Path(__file__).parents[2] / "docs" / "schema"


def full_record(name: str = "strings/join") -> PairRecord:
    """A record in which nothing is empty."""
    definition = a_definition(goods=(QUICK, "other"), unavailable={"other": "needs 3.14 <ü>"})
    record = a_record(
        name,
        monitors={100: Monitor(alpha=0.01, cap=60), 100_000: Monitor(alpha=0.002, cap=100)},
        failures=(a_failure_of(name, stderr="last\nwords"),),
        left_out=left_out_of(name),
    )
    variants = (*record.definition.variants, definition.variants[-1])
    changed = replace(
        record.definition, variants=variants, differs="on purpose", resource_scope="run"
    )
    return replace(record, definition=changed)


def test_a_run_set_is_read_back_as_it_was(tmp_path: Path) -> None:
    """Everything that was recorded, down to the last digit, is there after a write and a read."""
    run_set = a_run_set(
        [full_record("strings/join"), full_record("memory/slots")], rejected=("a file: no pair",)
    )
    assert load(stored(tmp_path, run_set)) == run_set


def test_the_controls_are_read_back_apart(tmp_path: Path) -> None:
    """The placebo and the canary are stored like a pair, and are none of the pairs."""
    run_set = replace(a_run_set([a_record("one")]), controls=a_record(CONTROLS))
    assert load(stored(tmp_path, run_set)) == run_set


def test_the_conditions_of_a_round_are_kept(tmp_path: Path) -> None:
    """How the machine treated each round comes back with it."""
    record = a_record()
    rounds = tuple(
        replace(each, conditions=Conditions(wall_s=0.1, stolen_s=0.01 * number, suspended_s=2.0))
        for number, each in enumerate(record.rounds)
    )
    run_set = a_run_set([replace(record, rounds=rounds)])
    assert load(stored(tmp_path, run_set)) == run_set


def test_the_pairs_keep_their_order(tmp_path: Path) -> None:
    """Pairs come back in the order in which they were first saved, not in that of their names."""
    names = ["z/last", "a/first", "m/middle"]
    run_set = a_run_set([a_record(name, rounds=()) for name in names])
    stored(tmp_path, run_set)
    assert [record.definition.name for record in load(tmp_path).pairs] == names


def test_saving_again_replaces(tmp_path: Path) -> None:
    """A record that has grown takes the place of the smaller one, and keeps its position."""
    first, second = a_record("one"), a_record("two")
    writer = RunFolder(tmp_path)
    writer.save_run(RUN)
    for count in range(1, len(first.rounds) + 1):
        writer.save_rounds(replace(first, rounds=first.rounds[:count]))
    for record in (replace(first, memory=()), second, first):
        writer.save_pair(record)
    writer.save_run(replace(RUN, status=Status.INTERRUPTED))
    found = load(tmp_path)
    assert found.run.status is Status.INTERRUPTED
    assert found.pairs == (first, replace(second, rounds=()))


def in_its_file(folder: Path) -> tuple[Round, ...]:
    """The rounds that pyperf finds, without those in the journal."""
    path = folder / "timing" / "strings" / "join.json"
    return rounds_in(path.read_bytes(), path) if path.exists() else ()


def test_rounds_are_written_while_it_runs(tmp_path: Path) -> None:
    """They are put into their file when that takes a small share of the time, and are read anyway.

    Here a second goes by whenever the clock is read, so that writing takes one, and sixty more
    must pass.
    """
    seconds = itertools.count()
    writer = RunFolder(tmp_path, clock_s=lambda: float(next(seconds)))
    writer.save_run(RUN)
    record = a_record()
    writer.save_pair(record)
    kept = []
    for count in range(1, len(record.rounds) + 1):
        for _ in range(9):
            writer.save_rounds(replace(record, rounds=record.rounds[:count]))
        kept.append(len(in_its_file(tmp_path)))
        assert load(tmp_path).pairs[0].rounds == record.rounds[:count]
    assert kept == sorted(kept)
    assert kept[0] == 0
    assert 0 < kept[-1] < len(record.rounds)
    writer.save_run(RUN)
    assert load(tmp_path).pairs == (record,)


def test_a_pair_without_rounds_is_a_pair(tmp_path: Path) -> None:
    """A run that was stopped early has pairs without a timing file."""
    record = a_record(rounds=(), memory=())
    assert load(stored(tmp_path, a_run_set([record]))).pairs == (record,)
    assert not (tmp_path / "timing").exists()


def test_rounds_without_a_variant_are_kept(tmp_path: Path) -> None:
    """A variant that was dropped is missing from the later rounds only."""
    whole = a_record().rounds[:4]
    dropped = tuple(replace(each, runs=each.runs[:1]) for each in whole[2:])
    record = a_record(rounds=(*whole[:2], *dropped))
    assert load(stored(tmp_path, a_run_set([record]))).pairs == (record,)


def test_slices_without_warm_up_are_kept(tmp_path: Path) -> None:
    """The rounds of slow calls have no warm-up, and one value may be all there is."""
    (first, *_) = a_record().rounds
    runs = tuple(replace(run, warmups=(), values_s=run.values_s[:1]) for run in first.runs)
    record = a_record(rounds=(replace(first, runs=runs),))
    assert load(stored(tmp_path, a_run_set([record]))).pairs == (record,)


@pytest.mark.slow
def test_a_measured_round_is_read_back_as_it_was(tmp_path: Path) -> None:
    """What pyperf's own worker brought back survives pyperf's own file."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    plan = a_cell_plan("subject", {"loop": 20, "builtin": 100}, blocks=4)
    with Jobs() as jobs:
        timer = LockStepTimer(jobs, random.Random(1))
        rounds = [timer.time(RoundPlan(entry=entry, plan=plan, number=number)) for number in (1, 2)]
    assert all(isinstance(each, Round) for each in rounds)
    record = PairRecord(
        definition=entry.definition, rounds=tuple(r for r in rounds if isinstance(r, Round))
    )
    assert load(stored(tmp_path / "run", a_run_set([record]))).pairs == (record,)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["show", "stats", "hist"])
def test_pyperf_opens_the_timing_file(tmp_path: Path, command: str) -> None:
    """Pyperf's own commands read the file and name every variant at every size."""
    record = a_record()
    stored(tmp_path, a_run_set([record]))
    done = subprocess.run(
        [sys.executable, "-m", "pyperf", command, str(tmp_path / "timing" / "strings/join.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for variant in record.definition.available:
        for size in record.definition.sizes:
            assert f"strings/join/{variant}/{size}" in done.stdout


def test_a_stored_run_follows_the_schemas(tmp_path: Path) -> None:
    """The files of a run validate against the published schemas."""
    stored(tmp_path, a_run_set([full_record()]))
    for path, name in (
        (tmp_path / "run.json", "run.schema.json"),
        (tmp_path / "pairs" / "strings/join.json", "pair.schema.json"),
    ):
        schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        content = json.loads(path.read_text(encoding="utf-8"))
        validator.validate(content)
        assert not validator.is_valid({"format": content["format"]}), "the schema asks for nothing"


def test_a_half_written_part_is_not_read(tmp_path: Path) -> None:
    """What a killed writer left beside the files does not disturb a reader."""
    run_set = a_run_set([a_record()])
    stored(tmp_path, run_set)
    for folder in ("pairs", "timing"):
        (tmp_path / folder / ".other.json.part").write_bytes(b'{"format"')
    assert load(tmp_path) == run_set


RUN_JSON, PAIR_JSON, TIMING_JSON = "run.json", "pairs/strings/join.json", "timing/strings/join.json"


@pytest.mark.parametrize("file", [RUN_JSON, PAIR_JSON, TIMING_JSON])
@pytest.mark.parametrize("content", [b"", b'{"format": 1', b"\xff\xfe", b"{}", b"[]", b"null"])
def test_a_broken_file_is_one_line(tmp_path: Path, file: str, content: bytes) -> None:
    """A file that is no run set's is told in one line that names it."""
    stored(tmp_path, a_run_set([a_record()]))
    (tmp_path / file).write_bytes(content)
    seal(tmp_path)
    with pytest.raises(StoreError) as caught:
        load(tmp_path)
    assert Path(file).name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("file", [RUN_JSON, PAIR_JSON])
@pytest.mark.parametrize("content", [b"[]", b"null", b'"text"', b'{"format": 1}'])
def test_other_json_is_one_line(tmp_path: Path, file: str, content: bytes) -> None:
    """JSON that holds something else is told in one line that says to measure again."""
    stored(tmp_path, a_run_set([a_record()]))
    (tmp_path / file).write_bytes(content)
    seal(tmp_path)
    with pytest.raises(StoreError, match="measure again") as caught:
        load(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("file", [RUN_JSON, PAIR_JSON])
def test_another_format_is_refused(tmp_path: Path, file: str) -> None:
    """A file of a later format is not guessed at."""
    stored(tmp_path, a_run_set([a_record()]))
    content: dict[str, Any] = json.loads((tmp_path / file).read_bytes())
    (tmp_path / file).write_text(json.dumps({**content, "format": FORMAT + 1}), encoding="utf-8")
    seal(tmp_path)
    with pytest.raises(StoreError, match=f"has format {FORMAT + 1}, not {FORMAT}: install"):
        load(tmp_path)


def test_a_missing_field_is_refused(tmp_path: Path) -> None:
    """A file without one of its fields is broken; some came later than the others."""
    stored(tmp_path, a_run_set([a_record()]))
    path = tmp_path / PAIR_JSON
    content: dict[str, Any] = json.loads(path.read_bytes())
    for name in content.keys() - {"profiles", "notices", "machine"}:
        path.write_text(json.dumps({k: v for k, v in content.items() if k != name}))
        seal(tmp_path)
        with pytest.raises(StoreError):
            load(tmp_path)


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    """A folder that holds no run set is named as such."""
    with pytest.raises(StoreError, match=r"is no run set: it has no run\.json"):
        load(tmp_path)


STARTED = datetime(2025, 3, 1, 12, 30, 5, tzinfo=UTC)


def test_a_folder_is_named_after_its_start(tmp_path: Path) -> None:
    """The name is the time in UTC, whatever zone the start was told in."""
    assert new_folder(tmp_path, STARTED).name == "2025-03-01T123005Z"
    elsewhere = (STARTED + timedelta(hours=1)).astimezone(timezone(timedelta(hours=5)))
    assert new_folder(tmp_path / "runs", elsewhere).name == "2025-03-01T133005Z"


def test_two_runs_of_one_second_do_not_share_a_folder(tmp_path: Path) -> None:
    """A second run that starts within the same second gets a folder of its own."""
    folders = [new_folder(tmp_path, STARTED) for _ in range(3)]
    assert len(set(folders)) == 3
    assert all(folder.is_dir() for folder in folders)
    assert folders == sorted(folders)


def test_a_link_that_leads_nowhere_is_no_folder_of_runs(tmp_path: Path) -> None:
    """No run is there, and the link is what the system names."""
    link = tmp_path / "reports"
    link.symlink_to(tmp_path / "gone" / "reports")
    with pytest.raises(FileExistsError, match="reports"):
        new_folder(link / "runs", STARTED)


def test_the_latest_folder_is_that_of_the_last_run(tmp_path: Path) -> None:
    """Of several run sets the one that started last is found; what is no run set is passed by."""
    for minutes in (5, 10, 0):
        folder = new_folder(tmp_path, STARTED + timedelta(minutes=minutes))
        RunFolder(folder).save_run(RUN)
    new_folder(tmp_path, STARTED + timedelta(minutes=20))
    assert latest_folder(tmp_path).name == "2025-03-01T124005Z"


def test_the_latest_of_each_python_is_found(tmp_path: Path) -> None:
    """Of each interpreter the run set that started last, by version and not by its letters."""
    for minutes, version, gil in (
        (1, "3.13.0", True),
        (2, "3.9.1", True),
        (3, "3.13.2", True),
        (4, "3.13.2", False),
        (5, "3.11.7", True),
    ):
        folder = new_folder(tmp_path, STARTED + timedelta(minutes=minutes))
        environment = replace(RUN.environment, python_version=version, gil=gil)
        RunFolder(folder).save_run(replace(RUN, environment=environment))
    found = [load(each).run.environment for each in latest_of_each_python(tmp_path)]
    assert [(each.python_version, each.gil) for each in found] == [
        ("3.9.1", True),
        ("3.11.7", True),
        ("3.13.2", True),
        ("3.13.2", False),
    ]


@pytest.mark.parametrize("missing", ["", "nowhere"])
def test_without_a_run_there_is_no_latest_folder(tmp_path: Path, missing: str) -> None:
    """The message says how to make one."""
    with pytest.raises(StoreError, match="make one with 'pairbench run'"):
        latest_folder(tmp_path / missing)


def test_a_failure_keeps_its_last_words(tmp_path: Path) -> None:
    """Whatever a worker wrote on standard error can be stored, control characters and all."""
    failure = Failure(
        cell=Cell(pair="strings/join", size=100),
        variant=QUICK,
        stage=Stage.MEMORY,
        trouble=Trouble.HUNG,
        message="gave no answer",
        stderr='\x1b[31mred\x00 "quoted"\ttab\n\ufffd\U0001f600',
    )
    record = a_record(failures=(failure,))
    assert load(stored(tmp_path, a_run_set([record]))).pairs[0].failures == (failure,)


def test_a_pyperf_file_of_somebody_else_is_one_line(tmp_path: Path) -> None:
    """Benchmarks that are not rounds of ours are refused, not guessed at."""
    stored(tmp_path, a_run_set([a_record()]))
    run = pyperf.Run([1.0], metadata={"name": "theirs"}, collect_metadata=False)
    pyperf.Benchmark([run]).dump(str(tmp_path / TIMING_JSON), replace=True)
    seal(tmp_path)
    with pytest.raises(StoreError, match=r"join\.json holds no rounds of ours"):
        load(tmp_path)


def test_names_that_look_alike_keep_their_own_files(tmp_path: Path) -> None:
    """The second pair of one file and a pair in a folder of its name do not share a file."""
    names = ["strings/join.other", "strings/join/other"]
    run_set = a_run_set([a_record(name) for name in names])
    stored(tmp_path, run_set)
    assert [each.definition.name for each in load(tmp_path).pairs] == names


def test_the_newest_run_of_many_in_a_second_is_found(tmp_path: Path) -> None:
    """Runs that started in the same second are told apart by their number, not by its text."""
    started = datetime(2024, 5, 1, tzinfo=UTC)
    for _ in range(11):
        newest = new_folder(tmp_path, started)
        (newest / "run.json").write_text("{}", encoding="utf-8")
    assert latest_folder(tmp_path) == newest


@pytest.mark.parametrize(
    "name",
    ["strings/join", "bench/test_it.py::test_it[1]", "suite.Class.time_it(10, 'a')"],
)
def test_the_files_of_a_pair_are_named_after_it(name: str) -> None:
    """As far as its name can be that of a file, they have it."""
    assert file_of(name) == f"{name}.json"


@pytest.mark.parametrize(
    "name",
    ["test_it[../../../x]", "/etc/x", "test_it[a//b]", f"test_it[{'x' * 300}]", "test_it[\0\n]"],
)
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    """What cannot be a file's name, or would be another's, has its digest instead."""
    file = file_of(name)
    assert "/" not in file
    assert ".." not in file
    assert len(file.encode()) < 200
    assert file.isprintable()
    assert file != file_of(f"{name}.")
