"""Tests of how a tree of forks ends, whichever of its processes is killed, and whenever."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from pairbench.measure.machine.starts import can_fork
from tests.own_processes import can_be_seen, marking, started_for
from tests.pair_files import becomes_true

pytestmark = [
    pytest.mark.slow,
    pytest.mark.once,
    can_be_seen,
    pytest.mark.skipif(not can_fork(), reason="this system cannot fork as it is needed here"),
]

REPOSITORY = Path(__file__).parents[4]

HARNESS = """
import random, sys, tempfile
from dataclasses import replace
from pathlib import Path
from pairbench.core.planning.plan import RoundPlan
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.time.coupled.grove import Grove
from pairbench.measure.time.timer import LockStepTimer
from tests.builders import a_cell_plan
from tests.pair_files import BUILTIN, LOOP, NUMBERS, entry_from

entry = entry_from(Path({folder!r}), {parts})
plan = a_cell_plan("subject", {loops!r}, blocks=20)
first = RoundPlan(entry=entry, plan=plan, number=1)
with Jobs() as jobs:
    rng = random.Random(1)
    timer = LockStepTimer(jobs, rng, Grove(jobs, rng, life=3))
    number = 1
    while True:
        found = timer.time(replace(first, number=number), [replace(first, number=number + 1)])
        print(type(found).__name__, getattr(found, "message", ""), flush=True)
        if sys.stdin.readline() == "":
            break
        number += 1
    timer.stop()
"""

MOMENTS = (1, 3, 4)
"""A root of three rounds is killed in its first round, in its last, and when the next is there."""


@dataclass
class Harness:
    """A command that times rounds, one for each line that it is sent."""

    process: "subprocess.Popen[str]"
    folder: Path

    def go_on(self) -> None:
        """Let it begin one more round."""
        assert self.process.stdin is not None
        self.process.stdin.write("go on\n")
        self.process.stdin.flush()

    def heard(self) -> str:
        """What came of a round: its kind, and a failure's message."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def children_of(self, parents: set[int]) -> set[int]:
        """The processes of this command that were started or forked by those."""
        return {pid for pid in started_for(self.folder) if parent_of(pid) in parents}

    def generation(self, number: int) -> set[int]:
        """The roots are the first generation, the stems the second, the leaves the third."""
        found = {self.process.pid}
        for _ in range(number):
            found = self.children_of(found)
        return found

    def one_of(self, number: int) -> int:
        """A process of a generation, as soon as there is one."""
        found: set[int] = set()

        def seen() -> bool:
            found.update(self.generation(number))
            return bool(found)

        assert becomes_true(seen)
        return max(found)

    @property
    def left(self) -> set[int]:
        """What still runs of all that it has started, itself included."""
        return started_for(self.folder)


def parent_of(pid: int) -> int:
    """The parent of a process, 0 if there is no such process."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])


@contextmanager
def harness(
    folder: Path, parts: str = "NUMBERS, LOOP, BUILTIN", variants: tuple[str, ...] = ()
) -> Iterator[Harness]:
    """The command, in a session of its own; whatever is left of it is ended."""
    loops = dict.fromkeys(variants or ("loop", "builtin"), 200)
    script = HARNESS.format(folder=str(folder), parts=parts, loops=loops)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env=marking(folder),
    ) as process:
        started = Harness(process, folder)
        try:
            yield started
        finally:
            for pid in started.left:
                os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("moment", MOMENTS)
def test_nothing_outlives_the_harness(tmp_path: Path, moment: int) -> None:
    """Root, stems and leaves end when the command is killed in the middle of a round."""
    with harness(tmp_path) as command:
        for _ in range(moment):
            assert command.heard() == "Round"
            command.go_on()
        assert becomes_true(lambda: len(command.left) >= 4)
        command.process.kill()
        assert becomes_true(lambda: not command.left)


STUCK = '''NUMBERS, LOOP, """
import subprocess, sys, threading

@pair.good
def stuck(numbers):
    if threading.active_count() and calls.append(1) is None and len(calls) > 2:
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        threading.Event().wait()
    return sum(numbers)

calls = []
"""'''


def test_a_call_that_never_ends_does_not_outlive_the_harness(tmp_path: Path) -> None:
    """Neither does what the call has started."""
    with harness(tmp_path, STUCK, ("loop", "stuck")) as command:
        assert becomes_true(lambda: len(command.generation(4)) == 1, within_s=10.0)
        command.process.kill()
        assert becomes_true(lambda: not command.left)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("generation", [1, 2], ids=["root", "stem"])
def test_a_tree_that_is_killed_costs_no_more_than_itself(
    tmp_path: Path, generation: int, moment: int
) -> None:
    """The next rounds are whole, and nothing is left of any process in the end."""
    with harness(tmp_path) as command:
        for _ in range(moment):
            assert command.heard() == "Round"
            command.go_on()
        victim = command.one_of(generation)
        os.kill(victim, signal.SIGKILL)
        for _ in range(3):
            assert command.heard() == "Round"
            command.go_on()
        assert victim not in command.left
        command.process.communicate()
        assert command.process.returncode == 0
        assert becomes_true(lambda: not command.left)


BARRED = '"opened = open(__file__)", NUMBERS, LOOP, BUILTIN'
"""A pair whose file is open cannot be forked when it is loaded."""


def test_a_root_without_stems_that_is_killed_costs_its_round(tmp_path: Path) -> None:
    """The round is made by another root, although there are no stems to do without."""
    with harness(tmp_path, BARRED) as command:
        for _ in range(2):
            assert command.heard() == "Round"
            command.go_on()
        assert command.heard() == "Round"
        os.kill(command.one_of(1), signal.SIGKILL)
        for _ in range(2):
            command.go_on()
            assert command.heard() == "Round"
        command.process.communicate()
        assert becomes_true(lambda: not command.left)


WAITING = '''NUMBERS, LOOP, """
import os
from pathlib import Path

FOLDER = Path({folder!r})

@pair.good
def waiting(numbers):
    while (FOLDER / "wait").exists():
        pass
    return sum(numbers)
"""'''


def test_a_leaf_that_is_killed_costs_its_round(tmp_path: Path) -> None:
    """The round is made once more, and the rounds after it are whole."""
    wait = tmp_path / "wait"
    with harness(tmp_path, WAITING.format(folder=str(tmp_path)), ("loop", "waiting")) as command:
        assert command.heard() == "Round"
        wait.touch()
        command.go_on()
        assert becomes_true(lambda: len(command.generation(3)) == 2, within_s=10.0)
        os.kill(max(command.generation(3)), signal.SIGKILL)
        wait.unlink()
        for _ in range(3):
            assert command.heard() == "Round"
            command.go_on()
        command.process.communicate()
        assert becomes_true(lambda: not command.left)
