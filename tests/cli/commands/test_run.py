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
