"""Disturbs the machine under a run: stops it, takes CPUs and clocks away, loads it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pairbench.core.records.record import Status
from simulations.faults.amounts import Amounts
from simulations.faults.project import Findings, Outcome, a_project, complains, ended, opened
from tests.own_processes import started_for

STOPPED_S = 4.0
"""Longer than the time-out of the pair."""

PAIR = '''
"""Is it known that the run was stopped?"""

import time

from pairbench import Pair

pair = Pair(sizes=(1,), timeout_s=2.0)


@pair.input
def number(size: int) -> int:
    return size


@pair.bad
def slow(number: int) -> int:
    until = time.perf_counter() + 0.004
    while time.perf_counter() < until:
        pass
    return number


@pair.good(faster=1.5)
def quick(number: int) -> int:
    until = time.perf_counter() + 0.001
    while time.perf_counter() < until:
        pass
    return number
'''
"""A pair whose true ratio is 4, on whatever machine."""

CLOCK_SET = """
import time

_time, _calls = time.time, [0]


def set_clock():
    _calls[0] += 1
    return _time() + (-1) ** _calls[0] * 1e6


time.time = set_clock
"""

PINNING_REFUSED = """
import os


def refused(*_):
    raise PermissionError(1, "Operation not permitted")


os.sched_setaffinity = refused
"""

BUSY = "while True: pass"


def tried(amounts: Amounts, rng: random.Random) -> Iterator[Outcome]:
    """Each disturbance so many times."""
    faults: Mapping[str, Callable[[Findings, random.Random], None]] = {
        "the run is stopped and goes on": _stopped,
        "the clock is set again and again": _with(CLOCK_SET),
        "no process may choose its CPU": _with(PINNING_REFUSED),
        "one CPU is left": _on_one_cpu,
        "other programs take every CPU": _loaded,
    }
    for fault, one in faults.items():
        for _ in range(amounts.times):
            findings = Findings(fault)
            with findings.of_errors():
                one(findings, rng)
            yield findings.outcome()


def _stopped(findings: Findings, rng: random.Random) -> None:
    """All processes of a run are stopped at a random moment, and go on after a while."""
    with a_project(pair=PAIR) as project:
        process = project.start("run", "--quick")
        with suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0.5, 6.0))
        running = [process.pid, *(started_for(project.root) - {process.pid})]
        for sent in (signal.SIGSTOP, signal.SIGCONT):
            for pid in running:
                with suppress(ProcessLookupError):
                    os.kill(pid, sent)
            time.sleep(STOPPED_S if sent is signal.SIGSTOP else 0)
        done = ended(process)
        _look(project.sets, done.returncode, done.stdout + done.stderr, findings)
        project.look_for_leaks(findings)


def _with(code: str) -> Callable[[Findings, random.Random], None]:
    """Every process of a run begins with this code."""

    def one(findings: Findings, _: random.Random) -> None:
        with a_project(pair=PAIR) as project:
            (project.root / "sitecustomize.py").write_text(code, encoding="utf-8")
            done = project.call("run", "--quick", also={"PYTHONPATH": str(project.root)})
            _look(project.sets, done.returncode, done.stdout + done.stderr, findings)
            project.look_for_leaks(findings)

    return one


def _on_one_cpu(findings: Findings, _: random.Random) -> None:
    """The run has a single CPU, which it shares with all that it starts."""
    cpu = min(os.sched_getaffinity(0))
    with a_project(pair=PAIR) as project:
        done = project.call("run", "--quick", preexec_fn=lambda: os.sched_setaffinity(0, {cpu}))
        _look(project.sets, done.returncode, done.stdout + done.stderr, findings)
        project.look_for_leaks(findings)


def _loaded(findings: Findings, _: random.Random) -> None:
    """Twice as many busy programs as CPUs."""
    count = 2 * len(os.sched_getaffinity(0))
    others = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        with a_project(pair=PAIR) as project:
            done = project.call("run", "--quick")
            _look(project.sets, done.returncode, done.stdout + done.stderr, findings)
            project.look_for_leaks(findings)
    finally:
        for each in others:
            each.kill()
            each.wait()


def _look(sets: Sequence[Path], code: int, said: str, findings: Findings) -> None:
    """The run ends well, and says nothing that is not so: the claim holds by far."""
    findings.note("wrong", unless=not complains(said), why=said[-300:])
    findings.note("wrong", unless=code == 0, why=f"exit code {code}: {said[-300:]}")
    findings.note("wrong", unless="refuted" not in said, why="the claim is refuted")
    run_set = opened(sets[0], findings) if sets else None
    if run_set is not None:
        whole = run_set.run.status is Status.COMPLETE
        findings.note("lost", unless=whole, why=f"it is {run_set.run.status}")
        failures = [each.said for pair in run_set.pairs for each in pair.failures]
        findings.note("wrong", unless=not failures, why=f"{failures}")
