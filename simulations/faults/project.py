"""A small project to harm, and what is looked at when its run is over."""

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pairbench.core.errors import StoreError
from pairbench.core.records.record import RunSet
from pairbench.store.run_sets import load
from tests.command_line import ADDING, write
from tests.own_processes import mark_of, started_for
from tests.pair_files import becomes_true

LONGEST_S = 120.0
"""A run that takes longer hangs: undisturbed it takes ten seconds."""

HUNG = "it did not come to its end in time, and was killed"
"""What a run that hangs is taken to have said."""

GONE_S = 10.0
"""A run that hung is waited for so long after it was killed."""

GONE_WITHIN_S = 45.0
"""What a killed run has started is ended by its janitor within this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one kind of harm led to: how often it was tried, and how often something went wrong.

    ``lost`` counts sets that do not open or that lack something, ``leaked`` processes and files
    that were left, ``wrong`` all else that should not have been; ``why`` has a line for each.
    """

    fault: str
    tried: int = 0
    lost: int = 0
    leaked: int = 0
    wrong: int = 0
    why: tuple[str, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            fault=self.fault,
            tried=self.tried + other.tried,
            lost=self.lost + other.lost,
            leaked=self.leaked + other.leaked,
            wrong=self.wrong + other.wrong,
            why=(*self.why, *other.why),
        )


class Findings:
    """What went wrong in one try, gathered while it is looked at."""

    def __init__(self, fault: str) -> None:
        self._fault = fault
        self._why: dict[str, list[str]] = {"lost": [], "leaked": [], "wrong": []}

    def note(self, kind: str, *, unless: bool, why: str) -> None:
        """Count one more of a kind, unless all is well."""
        if not unless:
            self._why[kind].append(f"{self._fault}: {kind}: {why}")

    def of_end(self, done: subprocess.CompletedProcess[str], *codes: int) -> None:
        """Count a command as wrong that complains, or ends with none of these codes."""
        said = done.stdout + done.stderr
        self.note("wrong", unless=not complains(said), why=said[-300:])
        why = f"exit code {done.returncode}: {said[-300:]}"
        self.note("wrong", unless=done.returncode in codes, why=why)

    @contextmanager
    def of_errors(self) -> Iterator[None]:
        """Whatever a try cannot go on from is one more that is wrong, and the next is tried."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 (whatever comes is what is looked for)
            why = f"the try broke off with {type(error).__name__}: {str(error)[:300]!a}"
            self.note("wrong", unless=False, why=why)

    def outcome(self, times: int = 1) -> Outcome:
        """The try as a whole, or so many of them; several losses of one try are one."""
        counts = {kind: int(bool(lines)) for kind, lines in self._why.items()}
        why = tuple(line for lines in self._why.values() for line in lines)
        return Outcome(fault=self._fault, tried=times, why=why, **counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A folder with a pair file, and another that temporary files go to."""

    root: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """That of a command in it."""
        return {**os.environ, "TMPDIR": str(mark_of(self.root)), "COLUMNS": "200"}

    @property
    def sets(self) -> list[Path]:
        """The run sets, the oldest first."""
        return sorted((self.root / "reports" / "runs").glob("*"))

    def first_set(self, findings: Findings) -> RunSet | None:
        """The oldest run set, if there is one and it opens."""
        return opened(self.sets[0], findings) if self.sets else None

    def start(
        self,
        *arguments: str,
        also: Mapping[str, str] = MappingProxyType({}),
        preexec_fn: Callable[[], None] | None = None,
    ) -> "subprocess.Popen[str]":
        """Start the command; what it says is read as text, whatever it is.

        ``also`` is put into its environment.
        """
        return subprocess.Popen(
            [sys.executable, "-m", "pairbench", *arguments],
            cwd=self.root,
            env={**self.environment, **also},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            preexec_fn=preexec_fn,  # noqa: PLW1509 (nothing here has threads)
        )

    def call(
        self,
        *arguments: str,
        also: Mapping[str, str] = MappingProxyType({}),
        preexec_fn: Callable[[], None] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        return ended(self.start(*arguments, also=also, preexec_fn=preexec_fn))

    def look_for_leaks(self, findings: Findings) -> None:
        """Processes and temporary files that a run has left."""
        ended = becomes_true(lambda: not started_for(self.root), within_s=GONE_WITHIN_S)
        findings.note("leaked", unless=ended, why=f"processes {started_for(self.root)}")
        left = sorted(each.name for each in mark_of(self.root).iterdir())
        findings.note("leaked", unless=not left, why=f"temporary files {left}")


def ended(
    process: "subprocess.Popen[str]", within_s: float = LONGEST_S
) -> subprocess.CompletedProcess[str]:
    """The command at its end; one that hangs is killed, and is taken to have said so."""
    out = errors = ""
    try:
        out, errors = process.communicate(timeout=within_s)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        with suppress(subprocess.TimeoutExpired):
            out, errors = process.communicate(timeout=GONE_S)
        errors += f"\n{HUNG}"
    finally:
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)


@contextmanager
def a_project(**files: str) -> Iterator[Project]:
    """A project of its own for one try; with no files it has one small sound pair."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        root = Path(name).resolve()
        for file, text in (files or {"adding": ADDING}).items():
            write(root, f"{file}.py", text)
        yield Project(root=root)


def opened(folder: Path, findings: Findings) -> RunSet | None:
    """A run set, if it opens."""
    try:
        return load(folder)
    except StoreError as error:
        findings.note("lost", unless=False, why=str(error))
        return None


Cells = Mapping[str, object]


def cells_of(run_set: RunSet) -> Cells:
    """What was measured, by the places at which it was, without how often."""
    return {
        each.definition.name: (
            sorted({(r.cell.size, run.variant) for r in each.rounds for run in r.runs}),
            sorted((m.cell.size, m.variant) for m in each.memory),
            sorted((p.cell.size, p.variant) for p in each.profiles),
        )
        for each in run_set.pairs
    }


COMPLAINT = re.compile(rf"Traceback \(most recent|this is a mistake of pairbench|{re.escape(HUNG)}")


def complains(text: str) -> bool:
    """Whether a command has hung, or has shown its insides instead of a line for its user."""
    return COMPLAINT.search(text) is not None


def moments(times: int, longest_s: float, rng: random.Random) -> Sequence[float]:
    """Random moments, spread over a run so that no part of it goes without."""
    return [longest_s * (place + rng.random()) / times for place in range(times)]
