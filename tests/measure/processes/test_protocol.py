"""Tests of the messages between the parent and a worker."""

import json
import subprocess
import sys
from textwrap import indent

import pytest

from pairbench.core.errors import in_one_line
from pairbench.measure.processes.protocol import RESULT_FD, Job

SERVE = "from pairbench.measure.processes.protocol import serve\n"


def served(work: str, lines: str) -> "subprocess.CompletedProcess[str]":
    """What a process answers that serves the function ``work``."""
    return subprocess.run(
        [sys.executable, "-c", f"{SERVE}{work}\nserve(work)"],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_a_job_survives_its_line() -> None:
    """A job that was encoded and decoded is the same job, whatever its text holds."""
    job = Job(
        root="/a folder/ü",
        sources=["/another"],
        file='bench/"x".py',
        attribute="pair",
        variant="join\n",
        size=1_000,
        resource=None,
        slowed_by=0.03,
        ballast_bytes=10,
        awaited=["join"],
    )
    assert "\n" not in job.encode()
    assert Job.decode(job.encode()) == job


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("first\n  second"), "ValueError: first second"),
        (ValueError(), "ValueError"),
        (KeyError("a"), "KeyError: 'a'"),
        (SystemExit(3), "SystemExit: 3"),
        (
            ExceptionGroup("of all", [ValueError("no"), KeyError("a"), OSError("full")]),
            "ExceptionGroup: of all (3 sub-exceptions): ValueError: no; KeyError: 'a'; and 1 more",
        ),
        (
            ExceptionGroup("a", [ExceptionGroup("b", [OSError("no")])]),
            "ExceptionGroup: a (1 sub-exception): ExceptionGroup: b (1 sub-exception): OSError: no",
        ),
    ],
)
def test_an_error_fits_on_one_line(error: BaseException, line: str) -> None:
    """An error's line has its kind and what it says, and no line break."""
    assert in_one_line(error) == line


def test_a_worker_hears_and_answers_line_by_line() -> None:
    """Each line of the parent is received without its end, and each answer is one JSON line."""
    work = "def work(c): c.send({'got': c.receive()}); c.send({'got': c.receive()})"
    done = served(work, "one\ntwo ü\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers == [{"got": "one"}, {"got": "two ü"}]
    assert done.returncode == 0


def test_prints_go_to_standard_error() -> None:
    """What the work prints, or writes to descriptor 1, never reaches the parent's line."""
    work = """
import os
def work(channel):
    print('printed', flush=True)
    os.write(1, b'written')
    os.system('echo by a child')
    channel.send({'state': 'fine'})
"""
    done = served(work, "")
    assert json.loads(done.stdout) == {"state": "fine"}
    assert all(word in done.stderr for word in ("printed", "written", "by a child"))


def test_the_work_cannot_read_the_turns() -> None:
    """Standard input is empty for the work, so that it takes no line from the conversation."""
    work = """
import sys
def work(channel):
    stolen = sys.stdin.read()
    channel.send({'stolen': stolen, 'received': channel.receive()})
"""
    assert json.loads(served(work, "turn\n").stdout) == {"stolen": "", "received": "turn"}


def test_a_raise_is_told_in_one_line_and_in_full() -> None:
    """The parent gets the error's line, standard error the traceback, and the worker exits 1."""
    done = served("def work(channel): raise ValueError('no\\nway')", "")
    assert json.loads(done.stdout) == {"raised": "ValueError: no way"}
    assert "Traceback" in done.stderr
    assert done.returncode == 1


def test_leaving_is_a_raise_too() -> None:
    """A variant that calls sys.exit is told like any other error."""
    done = served("import sys\ndef work(channel): sys.exit(0)", "")
    assert json.loads(done.stdout) == {"raised": "SystemExit: 0"}
    assert done.returncode == 1


def test_the_end_of_the_line_ends_the_worker() -> None:
    """A worker whose parent is gone stops without a word."""
    done = served("def work(channel): channel.receive()", "")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 1)


def test_children_do_not_hold_the_line() -> None:
    """A program that the work starts inherits no descriptor of the conversation."""
    work = f"""
import subprocess, sys
def work(channel):
    code = 'import os; os.fstat({RESULT_FD})'
    done = subprocess.run([sys.executable, '-c', code], close_fds=False)
    channel.send({{'code': done.returncode}})
"""
    assert json.loads(served(work, "").stdout) == {"code": 1}


def test_reading_past_the_end_is_a_raise_too() -> None:
    """A variant that asks for input is told like any other error: its input is empty."""
    done = served("def work(channel): input()", "")
    assert json.loads(done.stdout)["raised"].startswith("EOFError")


def test_a_forked_child_does_not_hold_the_line() -> None:
    """A child that outlives the worker does not keep the parent from seeing its end."""
    work = f"""
import os
def work(channel):
    child = os.fork()
    if child == 0:
        try:
            os.fstat({RESULT_FD})
        except OSError:
            os._exit(7)
        os._exit(0)
    channel.send({{'code': os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}})
"""
    assert json.loads(served(work, "").stdout) == {"code": 7}


@pytest.mark.parametrize(
    "what",
    [
        "from pairbench.measure.processes.protocol import free_in_workers\nfree_in_workers(0)",
        "from pairbench.measure.processes.process import WorkerProcess\nWorkerProcess('this')",
    ],
)
def test_a_number_above_the_limit_is_a_file_too_many(what: str) -> None:
    """The system calls the number invalid; that too few files may be open is what is the matter.

    A worker that may not have the numbers of its own is not begun: it could not tell.
    """
    code = (
        "import errno, resource\n"
        "hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (20, hard))\n"
        f"try:\n{indent(what, '    ')}\n"
        "except OSError as error:\n    print(errno.errorcode[error.errno])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "EMFILE\n"
