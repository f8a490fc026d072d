"""Kills one process of a run at a random moment: a root, what it forks, a worker, the janitor."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from simulations.faults.amounts import Amounts
from simulations.faults.ends import undisturbed
from simulations.faults.project import (
    Findings,
    Outcome,
    Project,
    a_project,
    cells_of,
    ended,
    moments,
)
from tests.own_processes import started_for

ROOT = b"pairbench.measure.time.coupled.root"
JANITOR = b"pairbench.measure.sides.janitor"

LOOKED_EVERY_S = 0.02


def _words(pid: int) -> list[bytes]:
    """The command line of a process; none of one that has ended, waited for or not."""
    with suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return [each for each in words if each]
    return []


def _parent(pid: int) -> int:
    """The parent of a process; 0 of one that has ended."""
    with suppress(OSError, ValueError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0


def _is_root(pid: int) -> bool:
    return ROOT in _words(pid) and ROOT not in _words(_parent(pid))


def _is_forked(pid: int) -> bool:
    """A stem, or a leaf of one: they have the words of their root."""
    return ROOT in _words(pid) and ROOT in _words(_parent(pid))


def _is_janitor(pid: int) -> bool:
    return JANITOR in _words(pid)


def _is_other(pid: int) -> bool:
    words = _words(pid)
    return bool(words) and ROOT not in words and JANITOR not in words


KINDS: Mapping[str, Callable[[int], bool]] = {
    "a root": _is_root,
    "a stem or a leaf": _is_forked,
    "a worker": _is_other,
    "the janitor": _is_janitor,
}


def tried(amounts: Amounts, rng: random.Random) -> Iterator[Outcome]:
    """Each kind of process so many times, at moments spread over a run."""
    for kind in KINDS:
        for moment_s in moments(amounts.times, undisturbed()[1], rng):
            yield one(kind, moment_s, rng)


def one(kind: str, moment_s: float, rng: random.Random) -> Outcome:
    """Kill the first process of that kind after this moment: the run comes to its end."""
    findings = Findings(f"{kind} is killed")
    with findings.of_errors(), a_project() as project:
        process = project.start("run", "--quick")
        _kill_one(project, process.pid, kind, moment_s, rng)
        findings.of_end(ended(process), 0, 3)
        run_set = project.first_set(findings)
        if run_set is not None:
            failed = any(pair.failures for pair in run_set.pairs)
            whole = failed or cells_of(run_set) == undisturbed()[0]
            findings.note("lost", unless=whole, why=f"there is {cells_of(run_set)}")
        project.look_for_leaks(findings)
    return findings.outcome()


def _kill_one(
    project: Project, command: int, kind: str, moment_s: float, rng: random.Random
) -> None:
    """Wait for the moment, and for a process of the kind while the command runs."""
    time.sleep(moment_s)
    while _words(command):
        found = [each for each in started_for(project.root) - {command} if KINDS[kind](each)]
        if found:
            with suppress(ProcessLookupError):
                os.kill(rng.choice(found), signal.SIGKILL)
            return
        time.sleep(LOOKED_EVERY_S)
