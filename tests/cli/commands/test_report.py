"""``report``: run sets that were stored, in every format."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pairbench.store.run_sets import RunFolder, new_folder
from tests.command_line import run
from tests.records import CLAIMS, RUN, a_record

pytestmark = pytest.mark.once


def stored_runs(folder: Path) -> None:
    """Keep a run of one pair on each of two interpreters, and an older one of the first."""
    for minutes, version in enumerate(("3.12.0", "3.12.1", "3.13.0")):
        environment = replace(RUN.environment, python_version=version)
        started = datetime(2025, 3, 1, 12, minutes, tzinfo=UTC)
        kept = RunFolder(new_folder(folder / "reports" / "runs", started))
        record = a_record()
        kept.save_pair(record)
        kept.save_rounds(record)
        kept.save_run(replace(RUN, environment=environment, started=started.isoformat()))


def test_each_python_s_newest_run_goes_into_one_report(tmp_path: Path) -> None:
    """``report --each-python`` writes one page of several run sets, and names them."""
    stored_runs(tmp_path)
    done = run(tmp_path, "report", "--each-python")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if line.startswith("run set:")] == [
        f"run set: reports/runs/2025-03-01T120{minutes}00Z" for minutes in (1, 2)
    ]
    page = (tmp_path / "reports" / "html" / "index.html").read_text(encoding="utf-8")
    assert "CPython 3.12" in page
    assert "CPython 3.13" in page


def test_findings_go_to_standard_output(tmp_path: Path) -> None:
    """``report --format markdown`` prints the findings and nothing else, and writes no page."""
    stored_runs(tmp_path)
    folder = "reports/runs/2025-03-01T120200Z"
    done = run(tmp_path, "report", folder, "--format", "markdown")
    assert done.returncode == 0
    assert done.stdout.startswith("# Findings\n")
    assert "### strings/join" in done.stdout
    assert not (tmp_path / "reports" / "html").exists()


@pytest.mark.parametrize(("form", "begins"), [("json", "{"), ("csv", "run,started,python")])
def test_programs_can_read_a_report(tmp_path: Path, form: str, begins: str) -> None:
    """``report --format json`` and ``csv`` print every claim and nothing else."""
    stored_runs(tmp_path)
    done = run(tmp_path, "report", "--format", form)
    assert done.returncode == 0
    assert done.stdout.startswith(begins)
    assert done.stdout.count("strings/join") >= len(CLAIMS)
    assert not (tmp_path / "reports" / "html").exists()


def test_run_sets_of_different_environments_can_be_refused(tmp_path: Path) -> None:
    """With ``--fail-on-environment-change`` the page is not written, and the change is named."""
    stored_runs(tmp_path)
    folders = [f"reports/runs/2025-03-01T120{minutes}00Z" for minutes in (0, 1)]
    done = run(tmp_path, "report", *folders, "--fail-on-environment-change")
    assert done.returncode == 2
    assert "Python CPython 3.12.0, then CPython 3.12.1" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "reports" / "html").exists()
    done = run(tmp_path, "report", folders[0], "--fail-on-environment-change")
    assert done.returncode == 0, done.stderr


def test_a_report_says_what_differs_between_environments(tmp_path: Path) -> None:
    """Side by side stands what is not the same, and nothing else."""
    stored_runs(tmp_path)
    run(tmp_path, "report", "--each-python")
    page = (tmp_path / "reports" / "html" / "index.html").read_text(encoding="utf-8")
    table = page.partition('<table class="differing">')[2].partition("</table>")[0]
    assert "CPython 3.12.1" in table
    assert "CPython 3.13.0" in table
    assert "Linux-6.1" not in table
