"""Tests of the jobs, and of the resources that stay open for a whole run."""

from pathlib import Path

import pytest

from pairbench.core.records.measurement import Stage, Trouble
from pairbench.measure.checks.checker import PairChecker
from pairbench.measure.memory.probe import MemrayProbe
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerFailedError
from pairbench.measure.processes.workbench import decode_resource
from tests.pair_files import BUILTIN, LOOP, NUMBERS, becomes_true, entry_from, is_running


def logged(log: Path, scope: str, *, value: str = "list(range(size))") -> str:
    """The text of a resource that notes when, where and for what it is opened and closed."""
    return f"""
import os
from contextlib import contextmanager

def note(*words):
    with open({str(log)!r}, "a") as file:
        print(*words, file=file)

@pair.resource(scope="{scope}")
@contextmanager
def resource(size):
    note("open", size, os.getpid())
    yield {value}
    note("close", size, os.getpid())
"""


def noted(log: Path) -> list[list[str]]:
    """The lines of the log, as words."""
    return [line.split() for line in log.read_text(encoding="utf-8").splitlines()]


def test_a_job_says_what_a_worker_needs(tmp_path: Path) -> None:
    """The job names the file, the pair in it, the variant and the size, and opens nothing."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    with Jobs() as jobs:
        job = jobs.job(entry, variant="loop", size=10)
    assert (job.root, job.file) == (str(tmp_path), "bench/subject.py")
    assert (job.attribute, job.variant, job.size) == ("pair", "loop", 10)
    assert job.resource is None


@pytest.mark.slow
def test_a_run_s_resource_is_opened_once_for_each_size(tmp_path: Path) -> None:
    """One process holds it open for all jobs of a size, and closes it at the end of the run."""
    log = tmp_path / "log"
    entry = entry_from(tmp_path, logged(log, "run"), LOOP, BUILTIN, options="sizes=(10, 20)")
    with Jobs() as jobs:
        for variant in ("loop", "builtin"):
            for size in (10, 20):
                job = jobs.job(entry, variant=variant, size=size)
                assert job.resource is not None
                assert decode_resource(job.resource) == list(range(size))
        assert [line[:2] for line in noted(log)] == [["open", "10"], ["open", "20"]]
    lines = noted(log)
    assert sorted(line[:2] for line in lines[2:]) == [["close", "10"], ["close", "20"]]
    pids = {int(line[2]) for line in lines}
    assert len(pids) == 2
    assert becomes_true(lambda: not any(is_running(pid) for pid in pids))


@pytest.mark.slow
def test_check_and_memory_share_a_run_s_resource(tmp_path: Path) -> None:
    """All steps of a run use the one that is open, and see its value."""
    log = tmp_path / "log"
    entry = entry_from(tmp_path, logged(log, "run"), LOOP, BUILTIN)
    with Jobs() as jobs:
        assert PairChecker(jobs).check(entry).failures == ()
        probe = MemrayProbe(jobs)
        assert len(list(probe.trace(entry, variant="loop", sizes=[10], repeats=2))) == 1
    assert [line[0] for line in noted(log)] == ["open", "close"]


@pytest.mark.slow
def test_a_worker_s_resource_is_opened_in_every_worker(tmp_path: Path) -> None:
    """With the scope of a worker, each process has a resource of its own, and closes it."""
    log = tmp_path / "log"
    entry = entry_from(tmp_path, logged(log, "worker"), LOOP, BUILTIN)
    with Jobs() as jobs:
        assert jobs.job(entry, variant="loop", size=10).resource is None
        list(MemrayProbe(jobs).trace(entry, variant="loop", sizes=[10], repeats=2))
    lines = noted(log)
    opened, closed = ([line[2] for line in lines if line[0] == each] for each in ("open", "close"))
    assert sorted(opened) == sorted(closed)
    assert len(set(opened)) == len(opened) > 2, "two that trace, and those that witness"


@pytest.mark.slow
def test_a_resource_that_cannot_be_opened_fails(tmp_path: Path) -> None:
    """The error of the holder is the worker's error, with its traceback, and is told again."""
    broken = """
@pair.resource(scope="run")
def resource(size):
    raise OSError("no disk")
"""
    entry = entry_from(tmp_path, broken, LOOP, BUILTIN)
    with Jobs() as jobs:
        for _ in range(2):
            with pytest.raises(WorkerFailedError, match="OSError: no disk") as caught:
                jobs.job(entry, variant="loop", size=10)
            assert caught.value.trouble is Trouble.RAISED
            assert "Traceback" in caught.value.stderr


@pytest.mark.slow
def test_a_value_that_cannot_travel_fails(tmp_path: Path) -> None:
    """A run's resource must be one that pickle can carry; the message says which is not."""
    entry = entry_from(
        tmp_path, logged(tmp_path / "log", "run", value="lambda: None"), LOOP, BUILTIN
    )
    with Jobs() as jobs, pytest.raises(WorkerFailedError, match="pickle cannot carry"):
        jobs.job(entry, variant="loop", size=10)


@pytest.mark.slow
def test_a_missing_resource_costs_only_its_size(tmp_path: Path) -> None:
    """Where the resource of one size cannot be opened, the other sizes are checked."""
    broken = """
from contextlib import nullcontext

@pair.resource(scope="run")
def resource(size):
    if size == 10:
        raise OSError("no disk")
    return nullcontext(list(range(size)))
"""
    entry = entry_from(tmp_path, broken, LOOP, BUILTIN, options="sizes=(10, 20)")
    with Jobs() as jobs:
        report = PairChecker(jobs).check(entry)
    assert {(each.cell.size, each.stage) for each in report.failures} == {(10, Stage.CHECK)}
    assert {each.cell.size for each in report.call_times} == {20}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ("raise OSError('still in use')", "raised OSError: still in use"),
        ("import os; os._exit(3)", "ended with exit code 3"),
    ],
)
def test_a_run_s_resource_that_cannot_be_closed_is_told(
    tmp_path: Path, ending: str, said: str
) -> None:
    """By the name of the resource and the pair, for each size; and all others are closed."""
    broken = f"""
from contextlib import contextmanager

@pair.resource(scope="run")
@contextmanager
def server(size):
    yield list(range(size))
    {ending}
"""
    entry = entry_from(tmp_path, broken, LOOP, BUILTIN, options="sizes=(10, 20)")
    told: list[str] = []
    with Jobs(told.append) as jobs:
        for size in (10, 20):
            jobs.job(entry, variant="loop", size=size)
    where = "bench/subject.py: pair subject: the resource server of size"
    what = f"{said} when it was to be closed: mend how it closes"
    assert told == [f"{where} {size} {what}" for size in (20, 10)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scope", "head", "said"),
    [
        ("worker", "def", "makes generator, which is no context manager: put @contextlib.contextm"),
        ("run", "def", "makes generator, which is no context manager: put @contextlib.contextm"),
        ("worker", "async def", "put @contextlib.asynccontextmanager under @pair.resource"),
        ("run", "@asynccontextmanager\nasync def", 'opened by "async with": say scope="worker"'),
    ],
)
def test_what_is_no_resource_is_told_what_makes_it_one(
    tmp_path: Path, scope: str, head: str, said: str
) -> None:
    """A generator alone, or one to be awaited for a whole run, is told so by its name."""
    broken = (
        "from contextlib import asynccontextmanager\n\n"
        f'@pair.resource(scope="{scope}")\n{head} server(size):\n    yield list(range(size))\n'
    )
    entry = entry_from(tmp_path, broken, LOOP, BUILTIN)
    with Jobs() as jobs:
        report = PairChecker(jobs).check(entry)
    assert report.failures
    assert all("the resource server" in each.message for each in report.failures)
    assert all(said in each.message for each in report.failures)
