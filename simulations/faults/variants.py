"""Lets a variant do its worst to the process that it runs in, and looks at what it cost others."""

import random
import resource
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from pairbench.core.records.record import Status
from simulations.faults.amounts import Amounts
from simulations.faults.peak import Peak
from simulations.faults.project import (
    GONE_WITHIN_S,
    Findings,
    Outcome,
    a_project,
    complains,
    ended,
)
from tests.pair_files import becomes_true

PAIR = '''
"""What does a variant cost that does its worst?"""

import os
import resource
import signal
import subprocess
import sys
import threading
import time

from pairbench import Pair

pair = Pair(sizes=(1, 2), timeout_s=3.0)


@pair.input
def number(size: int) -> int:
    return size


@pair.bad
def works(number: int) -> int:
    return sum(range(1_000)) + number


@pair.good
def works_too(number: int) -> int:
    return 499_500 + number


@pair.good
def evil(number: int) -> int:
    if number == 2:
{body}
    return 499_500 + number
'''

FAILS: Mapping[str, str] = {
    "raises half a character": "raise ValueError('\\ud800')",
    "raises a megabyte": "raise ValueError('x' * 1_000_000)",
    "raises control characters": "raise ValueError('\\x1b[2J\\x07')",
    "raises what has no text": """
        class Mute(Exception):
            def __str__(self):
                raise RuntimeError("no")
        raise Mute()
        """,
    "hangs": "time.sleep(3_600)",
    "hangs and cannot be asked to end": """
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        time.sleep(3_600)
        """,
    "exits": "os._exit(7)",
    "exits as if all were well": "os._exit(0)",
    "raises SystemExit": "raise SystemExit(0)",
    "kills itself": "os.kill(os.getpid(), signal.SIGKILL)",
    "segfaults": "import ctypes; ctypes.string_at(0)",
    "aborts": "os.abort()",
    "recurses without end": "return evil(number)",
    "runs out of stack": """
        sys.setrecursionlimit(10**8)
        def down(n):
            return down(n + 1) + 1
        down(0)
        """,
    "closes every descriptor": "os.closerange(0, 256)",
    "writes into every descriptor": """
        for each in range(3, 64):
            try:
                os.write(each, b'{"raised": 1}\\n' * 9)
            except OSError:
                pass
        """,
    "writes beyond the usual descriptors": """
        for each in range(64, 300):
            try:
                os.write(each, b'.\\n' * 9)
            except OSError:
                pass
        """,
    "becomes another program": "os.execv('/bin/true', ['true'])",
    "becomes another program that goes on": "os.execv('/bin/sleep', ['sleep', '600'])",
    "may have no descriptors": """
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        open(os.devnull)
        """,
    "takes more memory than it may": "bytearray(3 * 10**9)",
    "limits its own memory": """
        resource.setrlimit(resource.RLIMIT_AS, (10**8, 10**8))
        list(range(10**8))
        """,
    "limits its own time": """
        resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
        while True: pass
        """,
    "kills its group": "os.killpg(0, signal.SIGKILL)",
    "stops itself": "os.kill(os.getpid(), signal.SIGSTOP)",
}
"""What a variant does that keeps it from being measured."""

ENDURES: Mapping[str, str] = {
    "prints much": "sys.stdout.write('x' * 50_000_000)",
    "prints a gigabyte": "for _ in range(1_000): sys.stderr.write('x' * 1_000_000)",
    "leaves a child running": "subprocess.Popen(['sleep', '600'])",
    "leaves a session running": "subprocess.Popen(['sleep', '600'], start_new_session=True)",
    "leaves a hundred children": """
        if not globals().get('once'):
            globals()['once'] = [subprocess.Popen(['sleep', '600']) for _ in range(100)]
        """,
    "leaves a child without environment": """
        subprocess.Popen(['sleep', '600'], start_new_session=True, env={})
        """,
    "leaves a daemon that has let go of all": """
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.closerange(0, 256)
                os.execve('/bin/sleep', ['sleep', '600'], {})
            os._exit(0)
        os.wait()
        """,
    "forks and lets the child go on": "if os.fork() == 0: time.sleep(600); os._exit(0)",
    "leaves a thread running": """
        threading.Thread(target=time.sleep, args=(600,)).start()
        """,
    "changes the folder": "os.chdir('/')",
    "takes over every signal": """
        for each in range(1, 32):
            try:
                signal.signal(each, lambda *_: None)
            except OSError:
                pass
        """,
    "freezes the clock": """
        time.perf_counter = time.monotonic = time.time = lambda: 1.0
        """,
    "takes the randomness away": """
        import random
        os.urandom = lambda n: b'0' * n
        random.seed(1)
        """,
    "empties the environment": "os.environ.clear()",
    "opens a thousand files": """
        if not globals().get('once'):
            globals()['once'] = [open(os.devnull) for _ in range(1_000)]
        """,
    "outlives its parent": """
        import ctypes
        ctypes.CDLL(None).prctl(1, 0)
        """,
    "hangs when it ends": "import atexit; atexit.register(time.sleep, 3_600)",
    "empties sys.modules": "sys.modules.clear()",
    "takes builtins away": """
        import builtins
        for each in ('open', 'print', 'sorted', 'len', 'isinstance'):
            if hasattr(builtins, each):
                delattr(builtins, each)
        """,
    "breaks the functions of os": """
        def broken(*_, **__):
            raise RuntimeError('broken')
        os.read = os.write = os.pwrite = os.dup2 = os._exit = os.fork = broken
        """,
    "allows little recursion": "sys.setrecursionlimit(40)",
    "closes its output": "sys.stdout.close(); sys.stderr.close()",
}
"""What a variant does and is measured all the same, or fails: both will do."""


LARGE_BYTES = 32_000_000
"""No file of a run may become larger than this, however much a variant prints."""

MOST_BYTES = 500_000_000
"""Nor may the command itself take more memory: a run of one pair takes about a third of it."""


def tried(amounts: Amounts, _: random.Random) -> Iterator[Outcome]:
    """Each misdeed so many times."""
    for misdeed, body in {**FAILS, **ENDURES}.items():
        for _number in range(amounts.times):
            yield one(misdeed, body, fails=misdeed in FAILS)


def one(misdeed: str, body: str, *, fails: bool) -> Outcome:
    """Run a pair with such a variant: the others are measured, and nothing of it is left."""
    findings = Findings(f"a variant {misdeed}")
    # Who has no environment is known by how long it sleeps.
    token = f"600.{random.SystemRandom().randrange(10**9):09d}"
    inner = textwrap.indent(textwrap.dedent(body).strip().replace("'600'", f"'{token}'"), " " * 8)
    with findings.of_errors(), a_project(pair=PAIR.replace("{body}", inner)) as project:
        words = ("run", "--quick", "--memory-limit", "2GB")
        process = project.start(*words, preexec_fn=_no_large_files)
        with Peak(process.pid) as peak:
            done = ended(process)
        findings.note(
            "wrong", unless=peak.bytes <= MOST_BYTES, why=f"it took {peak.bytes:,} bytes of memory"
        )
        findings.note("wrong", unless=not complains(done.stderr), why=done.stderr[-300:])
        expected = {3} if fails else {0, 2, 3}
        why = f"exit code {done.returncode}: {(done.stdout + done.stderr)[-300:]}"
        findings.note("wrong", unless=done.returncode in expected, why=why)
        controls = [each for each in done.stdout + done.stderr if not each.isprintable()]
        findings.note("wrong", unless={*controls} <= {"\n"}, why=f"it shows { ({*controls}) }")
        run_set = project.first_set(findings)
        if run_set is not None and done.returncode != 2:
            findings.note("lost", unless=run_set.run.status is Status.COMPLETE, why="unfinished")
            timed = {
                (r.cell.size, run.variant)
                for pair in run_set.pairs
                for r in pair.rounds
                for run in r.runs
            }
            # A quick run does without a size at which a call takes long.
            passed_over = {each.cell.size for pair in run_set.pairs for each in pair.left_out}
            sizes = {1, 2} - passed_over
            wanted = {(size, name) for size in sizes for name in ("works", "works_too")}
            findings.note("lost", unless=wanted <= timed, why=f"timed are {sorted(timed)}")
            others = [
                each.said
                for pair in run_set.pairs
                for each in pair.failures
                if each.variant != "evil"
            ]
            findings.note("wrong", unless=not others, why=f"others failed: {others}")
        project.look_for_leaks(findings)
        gone = becomes_true(lambda: not _sleeping(token), within_s=GONE_WITHIN_S)
        findings.note("leaked", unless=gone, why=f"{len(_sleeping(token))} sleep on")
    return findings.outcome()


def _no_large_files() -> None:
    """Whatever a variant does, nothing that is written for it becomes large."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGE_BYTES, LARGE_BYTES))


def _sleeping(token: str) -> list[str]:
    """The processes on whose command line the token stands."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if token.encode() in (entry / "cmdline").read_bytes().split(b"\0"):
                found.append(entry.name)
    return found
