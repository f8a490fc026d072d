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


@pytest.mark.parametrize("shard", ["0/2", "3/2", "2", "a/b", "-1/2"])
def test_a_part_is_a_number_of_a_count(tmp_path: Path, shard: str) -> None:
    """Whatever is none is refused before anything is measured."""
    write(tmp_path, "sums/adding.py", ADDING)
    done = run(tmp_path, "run", "--shard", shard)
    assert done.returncode == 2
    assert "is no part: write 2/5" in " ".join(done.stderr.split())
    assert not (tmp_path / "reports").exists()


def test_times_without_parts_are_refused(tmp_path: Path) -> None:
    """There is nothing to balance where one machine measures all."""
    write(tmp_path, "sums/adding.py", ADDING)
    done = run(tmp_path, "run", "--shard-times", "reports")
    assert done.returncode == 2
    assert "--shard-times balances shards: name one with --shard 1/5" in done.stderr
