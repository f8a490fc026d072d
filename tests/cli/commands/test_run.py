"""``run``: what it refuses to begin with."""

from pathlib import Path

import pytest

from tests.command_line import ADDING, run, write


@pytest.mark.parametrize("budget", ["10", "0s", "-5s", "ten", "5d", "nans", "infs"])
def test_a_budget_is_a_length_of_time(tmp_path: Path, budget: str) -> None:
    """Whatever is none is refused before anything is measured."""
    write(tmp_path, "sums/adding.py", ADDING)
    done = run(tmp_path, "run", "--budget", budget)
    assert done.returncode == 2
    assert "is no length of time: write 10s, 5m or 1h" in " ".join(done.stderr.split())
    assert not (tmp_path / "reports").exists()
