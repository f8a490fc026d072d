"""A run that cannot begin."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import ADDING, write

LIMITED = """
import resource, runpy, sys

resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
sys.argv = ["pairbench", "run", "--quick"]
runpy.run_module("pairbench", run_name="__main__")
"""


@pytest.mark.slow
@pytest.mark.once
def test_a_run_that_finds_no_room_for_its_record_leaves_nothing(tmp_path: Path) -> None:
    """Nothing was measured, so there is nothing to go on with and no folder is left."""
    write(tmp_path, "adding.py", ADDING)
    done = subprocess.run(
        [sys.executable, "-B", "-c", LIMITED],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stdout + done.stderr
    assert "the run cannot begin: File too large at reports/runs/" in done.stderr
    assert "run.json: let files be larger (ulimit -f)\n" in done.stderr
    assert "--resume" not in done.stderr
    assert not list((tmp_path / "reports" / "runs").iterdir())
