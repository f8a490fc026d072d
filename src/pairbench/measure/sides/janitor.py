"""Clears up after a command that was killed, which it cannot do itself.

``python -m pairbench.measure.sides.janitor FOLDER`` waits until its standard input is closed, which
the system does when the command is gone, however it went. Then it ends what still runs for the
folder and removes it.
"""

import os
import secrets
import shutil
import signal
import subprocess  # nosec B404: starts itself
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, cast

from pairbench.core.errors import UsageError
from pairbench.measure.sides.birthmark import bearing, marking_descendants

MARK = "PAIRBENCH_GATE"
"""The environment variable by which the processes of a command are known, beside its folder."""

TEMPORARY = "TMPDIR"
"""The environment variable that says where temporary files go."""

WAIT_S = 30.0
"""A command waits no longer than this for its janitor, which has nothing to do then."""


TRIES = 50
"""So often the janitor clears up before it gives in."""

BETWEEN_TRIES_S = 0.1


@contextmanager
def folder_with_janitor() -> Iterator[Path]:
    """A new folder that is gone in the end, and all processes with it, even if this one is killed.

    Whatever is temporary goes into the folder meanwhile, here and in the processes started here.

    Raises:
        UsageError: no program could be told to import from a folder in there.
    """
    folder = _temporary() / f"pairbench-{secrets.token_hex(8)}"
    # The janitor comes first: from the moment that the folder is there, somebody knows of it.
    janitor = subprocess.Popen(  # noqa: S603 # nosec B603: our module, no shell
        [sys.executable, "-P", "-m", "pairbench.measure.sides.janitor", str(folder)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    mark = ""
    try:
        with marking_descendants() as mark, _temporary_in(folder):
            with suppress(BrokenPipeError):  # it was killed: what it does is done here
                cast("IO[bytes]", janitor.stdin).write(f"{mark}\n".encode())
                cast("IO[bytes]", janitor.stdin).flush()
            yield folder
    finally:
        # It goes on by itself, and nothing that was measured depends on it.
        with suppress(subprocess.TimeoutExpired):
            janitor.communicate(timeout=WAIT_S)
            if janitor.returncode:
                _clear_up(str(folder), mark)


def _temporary() -> Path:
    """Where temporary files go, by a path that can be one of several in ``PYTHONPATH``."""
    found = Path(tempfile.gettempdir()).resolve()
    if os.pathsep in str(found):
        raise UsageError(
            f"{found}: {os.pathsep!r} divides the folders of PYTHONPATH, so that programs could "
            f"not import from the sides there: set {TEMPORARY} to a folder without it"
        )
    return found


@contextmanager
def _temporary_in(folder: Path) -> Iterator[None]:
    """Make the folder, and let what is temporary go there, here and in what is started here."""
    temporary = folder / "temporary"
    own = {name: os.environ.get(name) for name in (MARK, TEMPORARY)}
    own_temporary = tempfile.tempdir
    try:
        folder.mkdir(mode=0o700)
        temporary.mkdir()
        os.environ.update({MARK: str(folder), TEMPORARY: str(temporary)})
        tempfile.tempdir = str(temporary)
        yield
    finally:
        tempfile.tempdir = own_temporary
        for name, value in own.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def main() -> None:
    """Wait for the end of the command, and clear up."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    mark = sys.stdin.read().strip()
    _clear_up(sys.argv[1], mark)


def _clear_up(folder: str, mark: str) -> None:
    """End what runs for the folder, and remove it."""
    for _ in range(TRIES):
        # One that was just about to start another, or to write, may need a second broom.
        for pid in _left(folder, mark):
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists() and not any(_left(folder, mark)):
            return
        time.sleep(BETWEEN_TRIES_S)


def _left(folder: str, mark: str) -> set[int]:
    """What still runs, known by its environment or by its limits."""
    return {*_marked(folder), *bearing(mark)} - {os.getpid()}


def _marked(folder: str) -> Iterator[int]:
    """The processes that were started for the folder, where the system shows their environment."""
    mark = f"{MARK}={folder}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                yield int(entry.name)


if __name__ == "__main__":
    main()
