"""Starts the command with what it is not used to: open descriptors, limits, signals, outputs."""

import os
import random
import resource
import signal
from collections.abc import Callable, Iterator, Mapping

from simulations.faults.amounts import Amounts
from simulations.faults.ends import undisturbed
from simulations.faults.project import (
    Findings,
    Outcome,
    Project,
    a_project,
    cells_of,
    complains,
    ended,
    opened,
)


def _opened(count: int) -> Callable[[], None]:
    """Have so many descriptors open, all the numbers from 3 on, which others inherit."""

    def have() -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8_192)), hard))
        source = os.open(os.devnull, os.O_RDWR)
        for number in range(3, 3 + count):
            os.dup2(source, number)

    return have


def _signals_ignored() -> None:
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGCHLD):
        signal.signal(each, signal.SIG_IGN)


def _signals_blocked() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, set(range(1, 32)))


def _closed(*fds: int) -> Callable[[], None]:
    def close() -> None:
        for each in fds:
            os.close(each)

    return close


def _into_a_full_device(*fds: int) -> Callable[[], None]:
    def redirect() -> None:
        full = os.open("/dev/full", os.O_WRONLY)
        for each in fds:
            os.dup2(full, each)
        os.close(full)

    return redirect


def _limited(which: int, value: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(which, (value, value))


WHOLE: Mapping[str, Callable[[], None]] = {
    "has 100 descriptors open": _opened(100),
    "has 128 descriptors open": _opened(128),
    "has 1,100 descriptors open": _opened(1_100),
    "has signals ignored": _signals_ignored,
    "has signals blocked": _signals_blocked,
    "has no standard input": _closed(0),
    "may write for itself only": lambda: (os.umask(0o077), None)[1],
}
"""With these a run measures all that it measures without."""

FAILS: Mapping[str, Callable[[], None]] = {
    "writes into a full device": _into_a_full_device(1),
    "writes its errors into a full device": _into_a_full_device(2),
    "has no output": _closed(1),
    "has no output and no errors": _closed(1, 2),
    "has no standard stream": _closed(0, 1, 2),
    "may have 40 descriptors": _limited(resource.RLIMIT_NOFILE, 40),
    "may have 12 descriptors": _limited(resource.RLIMIT_NOFILE, 12),
    "may use little memory": _limited(resource.RLIMIT_AS, 300_000_000),
    "may use two seconds": _limited(resource.RLIMIT_CPU, 2),
}
"""With these it may fail, in a line, and what it leaves can be read."""


def tried(amounts: Amounts, _: random.Random) -> Iterator[Outcome]:
    """Each start so many times."""
    for start, before in {**WHOLE, **FAILS}.items():
        for _number in range(amounts.times):
            yield one(start, before, whole=start in WHOLE)


def one(start: str, before: Callable[[], None], *, whole: bool) -> Outcome:
    """One run that is started so."""
    findings = Findings(f"the command {start}")
    with findings.of_errors(), a_project() as project:
        done = ended(project.start("run", "--quick", preexec_fn=before))
        said = done.stdout + done.stderr
        findings.note("wrong", unless=not complains(said), why=said[-400:])
        if whole:
            findings.note("wrong", unless=done.returncode == 0, why=f"{done.returncode}: {said}")
        _look(project, findings, whole=whole)
        project.look_for_leaks(findings)
    return findings.outcome()


def _look(project: Project, findings: Findings, *, whole: bool) -> None:
    """What was stored can be read, and is all that there is to measure where nothing hindered."""
    sets = [each for each in project.sets if (each / "run.json").exists()]
    found = [opened(each, findings) for each in sets]
    if whole:
        cells = [cells_of(each) for each in found if each is not None]
        why = f"measured is {cells}"
        findings.note("lost", unless=cells == [undisturbed()[0]], why=why)
