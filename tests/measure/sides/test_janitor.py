"""Clearing up after a gate that was killed."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.sides.janitor import MARK, folder_with_janitor
from tests.pair_files import becomes_true, is_running

pytestmark = pytest.mark.slow

GATE = """
import subprocess, sys, time
from pairbench.measure.sides.janitor import folder_with_janitor

with folder_with_janitor() as folder:
    child = subprocess.Popen(["sleep", "600"], start_new_session=True, env=ENVIRONMENT)
    print(folder, child.pid, flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system does not show environments")
@pytest.mark.parametrize("environment", ["None", "{}"])
def test_a_killed_gate_leaves_neither_folder_nor_process(environment: str) -> None:
    """SIGKILL cannot be caught: the janitor ends what was started for the folder.

    Even what was started without an environment is known.
    """
    code = GATE.replace("ENVIRONMENT", environment)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as gate:
        assert gate.stdout is not None
        name, pid = gate.stdout.readline().split()
        folder, child = Path(name), int(pid)
        assert folder.exists()
        assert is_running(child)
        os.kill(gate.pid, signal.SIGKILL)
    assert becomes_true(lambda: not folder.exists(), within_s=30)
    assert becomes_true(lambda: not is_running(child), within_s=30)


def test_a_gate_that_ends_has_nothing_left_to_clear_up() -> None:
    """The janitor has removed the folder when the gate goes on, and nothing goes there any more."""
    before = tempfile.gettempdir()
    with folder_with_janitor() as folder:
        assert os.environ[MARK] == str(folder)
        assert Path(tempfile.gettempdir()).is_relative_to(folder)
    assert MARK not in os.environ
    assert tempfile.gettempdir() == before
    assert not folder.exists()


WITHOUT_JANITOR = """
import os, signal, subprocess, sys
from pathlib import Path
from pairbench.measure.sides.janitor import folder_with_janitor

with folder_with_janitor() as folder:
    (janitor,) = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    child = subprocess.Popen(["sleep", "600"], start_new_session=True)
    os.kill(int(janitor), signal.SIGKILL)
print(folder, child.pid)
"""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system does not show environments")
def test_a_gate_whose_janitor_was_killed_clears_up_itself() -> None:
    """Whoever wants memory back may end any process, the one that clears up among them."""
    command = [sys.executable, "-c", WITHOUT_JANITOR]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    name, pid = done.stdout.split()
    assert not Path(name).exists()
    assert becomes_true(lambda: not is_running(int(pid)), within_s=30)


def test_a_temporary_folder_that_no_search_path_can_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that a pair starts would look for the project in the two halves of the name."""
    odd = tmp_path / f"in{os.pathsep}two"
    odd.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(odd))
    with pytest.raises(UsageError, match=rf"{odd}.*set TMPDIR"), folder_with_janitor():
        pass
    assert not any(odd.iterdir())
