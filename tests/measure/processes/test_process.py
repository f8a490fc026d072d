"""Tests of the parent's handle on a worker process, with real workers that misbehave."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pairbench.core.records.measurement import Cell, Failure, Stage, Trouble
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.limits.printed import KEPT_LINES
from pairbench.measure.processes.process import (
    WorkerFailedError,
    WorkerProcess,
    failure,
)
from tests.pair_files import BUILTIN, NUMBERS, becomes_true, entry_from, is_running

pytestmark = pytest.mark.slow


@contextmanager
def checking(folder: Path, body: str) -> Iterator[WorkerProcess]:
    """A check worker that was just told to call a variant with this body."""
    variant = "@pair.bad\ndef subject(numbers):\n" + "".join(
        f"    {line}\n" for line in body.splitlines()
    )
    entry = entry_from(folder, NUMBERS, variant, BUILTIN)
    with WorkerProcess("pairbench.measure.checks.workers.check") as worker, Jobs() as jobs:
        worker.send(jobs.job(entry, variant="subject", size=10).encode())
        worker.send(json.dumps({"variants": ["subject"], "digests": False}))
        assert worker.receive(10.0) == {"state": "make", "what": "input"}
        assert worker.receive(10.0) == {"state": "check", "variant": "subject"}
        yield worker


def test_a_raise_is_told_with_its_traceback(tmp_path: Path) -> None:
    """A variant that raises gives RAISED, the error in one line, and the traceback's end."""
    with (
        checking(tmp_path, "raise ValueError('not\\ntoday')") as worker,
        pytest.raises(WorkerFailedError) as caught,
    ):
        worker.receive(10.0)
    assert caught.value.trouble is Trouble.RAISED
    assert caught.value.message == "ValueError: not today"
    assert "raise ValueError" in caught.value.stderr


def test_a_silent_worker_is_hung(tmp_path: Path) -> None:
    """A worker that does not answer in time gives HUNG, with what it had written."""
    body = "import sys, time\nprint('so far', file=sys.stderr, flush=True)\ntime.sleep(60)"
    with checking(tmp_path, body) as worker, pytest.raises(WorkerFailedError) as caught:
        worker.receive(1.0)
    assert caught.value.trouble is Trouble.HUNG
    assert caught.value.message == "gave no answer within 1 s"
    assert caught.value.stderr == "so far"


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGTERM"])
def test_a_worker_ended_by_a_signal_has_died(tmp_path: Path, name: str) -> None:
    """The message names the signal that ended the worker."""
    body = f"import os, signal\nos.kill(os.getpid(), signal.{name})"
    with checking(tmp_path, body) as worker, pytest.raises(WorkerFailedError) as caught:
        worker.receive(10.0)
    assert caught.value.trouble is Trouble.DIED
    assert caught.value.message == f"was ended by {name}"


@pytest.mark.parametrize("code", [0, 3])
def test_a_worker_that_leaves_has_died(tmp_path: Path, code: int) -> None:
    """A worker that exits before it answered has died, whatever its exit code."""
    with (
        checking(tmp_path, f"import os\nos._exit({code})") as worker,
        pytest.raises(WorkerFailedError) as caught,
    ):
        worker.receive(10.0)
    assert caught.value.trouble is Trouble.DIED
    assert caught.value.message == f"ended with exit code {code}"


def test_the_last_words_are_kept(tmp_path: Path) -> None:
    """Of a long standard error the last lines are kept, in their order."""
    body = (
        "import os, sys\n"
        "for number in range(100): print(f'line {number}', file=sys.stderr, flush=True)\n"
        "os._exit(3)"
    )
    with checking(tmp_path, body) as worker, pytest.raises(WorkerFailedError) as caught:
        worker.receive(10.0)
    expected = [f"line {number}" for number in range(100 - KEPT_LINES, 100)]
    assert caught.value.stderr.splitlines() == expected


def test_a_dead_worker_takes_no_more_lines(tmp_path: Path) -> None:
    """Sending to a worker that is gone is its death, not a broken pipe."""
    with checking(tmp_path, "import os\nos._exit(3)") as worker:
        assert becomes_true(lambda: not is_running(worker._process.pid))
        with pytest.raises(WorkerFailedError, match="ended with exit code 3") as caught:
            worker.send("anything")
    assert caught.value.trouble is Trouble.DIED


def states_of(worker: WorkerProcess) -> list[str]:
    """What the worker says until it is done."""
    states: list[str] = []
    while states[-1:] != ["done"]:
        states.append(worker.receive(10.0)["state"])
    return states


def test_prints_do_not_disturb_the_conversation(tmp_path: Path) -> None:
    """A variant may print what it likes, even lines that look like answers."""
    body = (
        "import os\nprint('{\"state\": \"wrong\"}', flush=True)\nos.write(1, b'raw\\n')\nreturn 45"
    )
    with checking(tmp_path, body) as worker:
        assert states_of(worker)[-2:] == ["ok", "done"]
        worker.finish()


START_SUBPROCESS = "import subprocess\nchild = subprocess.Popen(['sleep', '60'])\n"
START_FORK = (
    "import multiprocessing, time\n"
    "child = multiprocessing.get_context('fork').Process(target=time.sleep, args=(60,))\n"
    "child.start()\n"
)
START_SPAWN = START_FORK.replace("'fork'", "'spawn'")


@pytest.mark.parametrize("start", [START_SUBPROCESS, START_FORK, START_SPAWN])
def test_a_hung_worker_leaves_no_child(tmp_path: Path, start: str) -> None:
    """When a worker is given up, the processes that its variant started end with it."""
    note = tmp_path / "pid"
    body = (
        f"{start}"
        f"from pathlib import Path\nPath({str(note)!r}).write_text(str(child.pid))\n"
        "import time\ntime.sleep(60)"
    )
    with checking(tmp_path, body) as worker:
        with pytest.raises(WorkerFailedError):
            worker.receive(1.0)
        child = int(note.read_text())
        assert is_running(child)
    assert becomes_true(lambda: not is_running(child))
    assert not is_running(worker._process.pid)


def test_a_finished_worker_leaves_no_child(tmp_path: Path) -> None:
    """What a variant started for all of its calls is ended even when all went well."""
    note = tmp_path / "pid"
    once = "if hasattr(subject, 'child'):\n    return\nsubject.child = True\n"
    started = f"{once}{START_SUBPROCESS}"
    body = f"{started}open({str(note)!r}, 'w').write(str(child.pid))\nchild.returncode = 0"
    with checking(tmp_path, body) as worker:
        assert states_of(worker)[-2:] == ["ok", "done"]
        worker.finish()
        child = int(note.read_text())
    assert becomes_true(lambda: not is_running(child))


def test_finishing_tells_of_a_bad_end(tmp_path: Path) -> None:
    """A worker that fails after its last answer is not taken for one that succeeded."""
    body = "import atexit, os\natexit.register(os._exit, 7)"
    with checking(tmp_path, body) as worker:
        assert states_of(worker)[-2:] == ["ok", "done"]
        with pytest.raises(WorkerFailedError, match="ended with exit code 7") as caught:
            worker.finish()
    assert caught.value.trouble is Trouble.DIED


def test_a_worker_ends_with_its_parent() -> None:
    """A parent that dies without a word leaves no worker behind."""
    parent = (
        "import os\n"
        "from pairbench.measure.processes.process import WorkerProcess\n"
        "worker = WorkerProcess('pairbench.measure.checks.workers.check')\n"
        "print(worker._process.pid, flush=True)\n"
        "os._exit(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True, check=True, timeout=30
    )
    worker = int(done.stdout)
    assert becomes_true(lambda: not is_running(worker))


def test_closing_the_line_ends_a_waiting_worker() -> None:
    """A worker that waits for its next job ends by itself when the line is closed."""
    with WorkerProcess("pairbench.measure.checks.workers.check") as worker:
        assert worker.end_gently()


def test_a_failure_says_where_it_happened() -> None:
    """A worker's failure becomes the failure of the variant it was working on, word for word."""
    cell = Cell(pair="text/join", size=10)
    error = WorkerFailedError(Trouble.DIED, "was ended by SIGKILL", "last words")
    assert failure(cell, "join", Stage.TIME, error) == Failure(
        cell=cell,
        variant="join",
        stage=Stage.TIME,
        trouble=Trouble.DIED,
        message="was ended by SIGKILL",
        stderr="last words",
    )


def test_loading_is_not_a_call(tmp_path: Path) -> None:
    """A pair that takes longer to load than one call may take is not hung."""
    slow = "import time\ntime.sleep(3)"
    bad = "@pair.bad\ndef subject(numbers):\n    return sum(numbers)"
    entry = entry_from(tmp_path, slow, NUMBERS, bad, BUILTIN)
    with WorkerProcess("pairbench.measure.checks.workers.check") as worker, Jobs() as jobs:
        worker.send(jobs.job(entry, variant="subject", size=10).encode())
        worker.send(json.dumps({"variants": ["subject"], "digests": False}))
        assert worker.receive(2.0)["state"] == "make"


def test_a_file_that_never_loads_is_said_to_be_loading(tmp_path: Path) -> None:
    """It is hung all the same, in words that do not blame a call."""
    bad = "@pair.bad\ndef subject(numbers):\n    return sum(numbers)"
    entry = entry_from(tmp_path, NUMBERS, bad, BUILTIN)
    (tmp_path / "bench" / "subject.py").write_text(
        "import threading\nthreading.Event().wait()\n", encoding="utf-8"
    )
    with (
        WorkerProcess("pairbench.measure.checks.workers.check", loaded_within_s=0.1) as worker,
        Jobs() as jobs,
    ):
        worker.send(jobs.job(entry, variant="subject", size=10).encode())
        worker.send(json.dumps({"variants": ["subject"], "digests": False}))
        with pytest.raises(WorkerFailedError, match="was still loading") as caught:
            worker.receive(4.0)
    assert caught.value.trouble is Trouble.HUNG


SPOILS = "import sys; print({answer!r}, flush=True); sys.stdin.read()"


@pytest.mark.parametrize("answer", ["{", "[]", "7", '{"raised": 1}', '{"other": 1}', "[" * 20_000])
def test_what_a_variant_writes_in_between_is_its_failure(answer: str, tmp_path: Path) -> None:
    """A variant can reach the line to its parent; what it writes there costs itself alone."""
    (tmp_path / "spoils.py").write_text(SPOILS.format(answer=answer), encoding="utf-8")
    variables = {"PYTHONPATH": str(tmp_path)}
    with (
        WorkerProcess("spoils", variables=variables) as worker,
        pytest.raises(WorkerFailedError, match="pairbench's own"),
    ):
        assert worker.receive(20.0)["state"]
