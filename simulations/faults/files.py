"""Lets the file of a pair do its worst while it is loaded: what does it cost another file?"""

import random
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from simulations.faults.amounts import Amounts
from simulations.faults.ends import undisturbed
from simulations.faults.project import (
    Findings,
    Outcome,
    a_project,
    cells_of,
)
from tests.command_line import ADDING

PAIR = '''
"""What does a file cost that does its worst?"""

import atexit
import builtins
import gc
import json
import locale
import os
import resource
import select
import signal
import socket
import sys
import threading
import time

from pairbench import Pair

{body}

pair = Pair(sizes=(1,), timeout_s=3.0)


@pair.input
def number(size: int) -> int:
    return size


@pair.bad
def summed(number: int) -> int:
    return sum(range(2_000)) + number


@pair.good
def known(number: int) -> int:
    return 1_999_000 + number
'''

BROKEN = """
def broken(*_, **__):
    raise RuntimeError("broken")
"""

MISDEEDS: Mapping[str, str] = {
    "sets the umask": "os.umask(0o777)",
    "removes the folder that it is in": """
        import tempfile
        gone = tempfile.mkdtemp()
        os.chdir(gone)
        os.rmdir(gone)
        """,
    "sets a locale": "locale.setlocale(locale.LC_ALL, 'C')",
    "allows little recursion": "sys.setrecursionlimit(60)",
    "turns off the collection of garbage and freezes it": "gc.disable(); gc.freeze()",
    "empties sys.path": "sys.path.clear()",
    "empties sys.modules": "sys.modules.clear()",
    "takes builtins away": "del builtins.open, builtins.print, builtins.sorted",
    "encodes its output in another way": "sys.stdout.reconfigure(encoding='utf-16')",
    "has no output": "sys.stdout = sys.stderr = None",
    "replaces the functions of time": BROKEN
    + """
time.time = time.perf_counter = time.monotonic = time.sleep = time.process_time = broken
""",
    "replaces the functions of json": BROKEN + "json.dumps = json.loads = broken",
    "replaces sockets": BROKEN
    + "socket.socket = socket.socketpair = socket.recv_fds = socket.send_fds = broken",
    "replaces os.fork": BROKEN + "os.fork = broken",
    "replaces the functions of os": BROKEN + "os.read = os.write = os.dup2 = os._exit = broken",
    "replaces select": BROKEN + "select.select = select.poll = select.epoll = broken",
    "opens a thousand files": "opened = [open(__file__) for _ in range(1_000)]",
    "opens a thousand devices": "opened = [open(os.devnull) for _ in range(1_000)]",
    "has few descriptors": "resource.setrlimit(resource.RLIMIT_NOFILE, (8, 8))",
    "has no room for files": "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))",
    "cannot start processes": "resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))",
    "hangs when it ends": "atexit.register(time.sleep, 3_600)",
    "raises when it ends": "atexit.register(lambda: 1 / 0)",
    "has a thread that never ends": """
        threading.Thread(target=lambda: [time.sleep(1) for _ in range(3_600)]).start()
        """,
    "exits as if all were well": "os._exit(0)",
    "raises SystemExit": "sys.exit(0)",
    "becomes another program": "os.execv('/bin/true', ['true'])",
    "becomes another program that goes on": "os.execv('/bin/sleep', ['sleep', '600'])",
    "forks, and both go on": "os.fork()",
    "outlives its parent": """
        import ctypes
        ctypes.CDLL(None).prctl(1, 0)
        """,
    "leads a session": """
        if os.fork():
            os._exit(0)
        os.setsid()
        """,
    "swallows SIGTERM": """
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(each, signal.SIG_IGN)
        """,
    "has an alarm": "signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)",
    "traces all that is called": "sys.settrace(lambda *_: None); sys.setprofile(lambda *_: None)",
    "replaces the hooks": BROKEN
    + "sys.excepthook = sys.unraisablehook = threading.excepthook = broken",
    "imports nothing more": BROKEN + "builtins.__import__ = broken",
}
"""What the file of a pair does: it may be measured all the same, or fail, but the other may not."""


BATCH = 6
"""So many files do their worst beside a sound one in one run: alone each would take as long."""


def tried(amounts: Amounts, _: random.Random) -> Iterator[Outcome]:
    """Each misdeed so many times."""
    for _number in range(amounts.times):
        for batch in batched(MISDEEDS):
            yield from together(batch)


def batched(names: Iterable[str]) -> Iterator[list[str]]:
    """The names, a few at a time."""
    left = [*names]
    while left:
        yield left[:BATCH]
        del left[:BATCH]


def together(misdeeds: Sequence[str]) -> Iterator[Outcome]:
    """Run such files beside a sound one, which is measured as if it were alone.

    What goes wrong with the run as a whole is counted for each of them.
    """
    each = {name: Findings(f"a file {name}") for name in misdeeds}
    run = Findings(f"a file {' or '.join(misdeeds)}")
    texts = {
        f"evil_{number}": PAIR.replace("{body}", textwrap.dedent(MISDEEDS[name]).strip())
        for number, name in enumerate(misdeeds)
    }
    with run.of_errors(), a_project(adding=ADDING, **texts) as project:
        done = project.call("run", "--quick")
        run.of_end(done, 0, 2, 3)
        said = done.stdout + done.stderr
        for file, findings in zip(texts, each.values(), strict=True):
            findings.note("wrong", unless=file in said, why=f"its file is not named: {said!a}")
        run_set = project.first_set(run)
        cells = {} if run_set is None else cells_of(run_set)
        sound = {name: cells.get(name) for name in undisturbed()[0]}
        whole = sound == undisturbed()[0]
        run.note("lost", unless=whole, why=f"of the other file there is {sound}")
        project.look_for_leaks(run)
    of_all = run.outcome()
    for findings in each.values():
        yield findings.outcome() + replace(of_all, tried=0)
