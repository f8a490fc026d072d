"""Follows the processes that a traced call starts: interpreters are traced, others are told of.

memray follows forks by itself. An interpreter that is started anew traces itself, because the
environment that it inherits makes it import ``started/sitecustomize.py``; one that is started
without that environment, and any other program, cannot be followed.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import currentframe
from pathlib import Path

from pairbench.measure.memory.lean_memray import Stats, compute_statistics

PATH = str(Path(__file__).with_name("started"))

TRACE = "PAIRBENCH_TRACE"
"""Read by ``started/sitecustomize.py``."""

ENDED = "ended"
"""The suffix of a file that is there once a trace has been written to its end: who is killed, as
the workers of a pool are that is left, writes none."""

STARTS = {"subprocess.Popen", "os.posix_spawn", "os.spawn", "os.system"}
"""Audit events of programs that are started."""

STARTED_BY_MULTIPROCESSING = {
    "multiprocessing.popen_spawn_posix",
    "multiprocessing.popen_forkserver",
}
"""Modules that are imported just when multiprocessing starts an interpreter; it has no event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """What the children of a call allocated, and whether some could not be followed."""

    children: tuple[Stats, ...]
    untraced: bool


class Follower:
    """Counts the programs that this process starts, and finds the traces of its children."""

    def __init__(self) -> None:
        self._started = 0
        sys.addaudithook(self._hear)

    @contextmanager
    def follow(self, trace: Path) -> Iterator[None]:
        """What is started in here writes its trace beside the call's own."""
        self._started = 0
        before = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = PATH if before is None else f"{PATH}{os.pathsep}{before}"
        os.environ[TRACE] = str(trace)
        try:
            yield
        finally:
            del os.environ[TRACE]
            if before is None:
                del os.environ["PYTHONPATH"]
            else:
                os.environ["PYTHONPATH"] = before

    def family(self, trace: Path) -> Family:
        """The children of the call that was followed last; its result may still be held."""
        forked: list[Path] = []
        started: list[Path] = []
        whole: set[Path] = set()
        for each in trace.parent.glob(f"{trace.name}.*"):
            kind, *rest = each.name.removeprefix(f"{trace.name}.").split(".")
            if rest and rest[-1] == ENDED:
                whole.add(each.with_suffix(""))
            else:
                (started if kind == "started" and len(rest) == 1 else forked).append(each)
        # One that has written all of it may still be on its way out.
        ended = [each for each in started if each in whole or not _is_alive(int(each.suffix[1:]))]
        by_multiprocessing = not STARTED_BY_MULTIPROCESSING.isdisjoint(sys.modules)
        unseen = self._started > len(started) or (by_multiprocessing and not started)
        read = [_figures(each) for each in (*forked, *ended)]
        children = tuple(each for each in read if each is not None)
        return Family(
            children=children,
            untraced=unseen or not whole.issuperset(started) or len(children) < len(read),
        )

    def _hear(self, event: str, _arguments: object) -> None:
        # subprocess has told of the program already when it calls posix_spawn to start it.
        if event in STARTS and not (event == "os.posix_spawn" and _is_called_by_subprocess()):
            self._started += 1


def _figures(trace: Path) -> Stats | None:
    """What a child allocated; None where it was killed before it had written anything of it."""
    try:
        return compute_statistics(str(trace))
    except OSError:
        return None


def _is_called_by_subprocess() -> bool:
    """Whether the frame above the audit hook is of the module subprocess."""
    hook = frame.f_back if (frame := currentframe()) else None
    caller = hook.f_back if hook else None
    return caller is not None and caller.f_globals["__name__"] == "subprocess"


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
