"""``run``: what it refuses to begin with."""

from pathlib import Path

import pytest

from tests.command_line import ADDING, run, write

pytestmark = pytest.mark.once


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


def test_a_run_of_nothing_measures_nothing_and_keeps_the_report(tmp_path: Path) -> None:
    """Where no pair can be measured, no run set is begun and no report is replaced."""
    write(tmp_path, "sums/adding.py", ADDING.replace("@pair.bad", "@pair.worst"))
    report = tmp_path / "reports" / "html" / "index.html"
    report.parent.mkdir(parents=True)
    report.write_text("the last report", encoding="utf-8")
    done = run(tmp_path, "run", "--quick")
    assert done.returncode == 2
    assert "nothing to measure" in done.stderr
    assert report.read_text(encoding="utf-8") == "the last report"
    assert not (tmp_path / "reports" / "runs").exists()


def test_a_pattern_that_matches_nothing_keeps_the_report(tmp_path: Path) -> None:
    """It says where the names are, and leaves everything as it was."""
    write(tmp_path, "sums/adding.py", ADDING)
    done = run(tmp_path, "run", "--only", "no/such")
    assert done.returncode == 2
    assert "no pair matches --only no/such" in done.stderr
    assert not (tmp_path / "reports").exists()
