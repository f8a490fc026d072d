"""``import``: what other tools have measured, from their files to the page."""

import json
from pathlib import Path

import pytest

from tests.command_line import run

pytestmark = pytest.mark.once


def result(median_s: float, revision: str, day: int) -> str:
    """A file of pytest-benchmark."""
    stats = {"median": median_s, "q1": median_s, "q3": median_s, "rounds": 5}
    return json.dumps(
        {
            "machine_info": {"node": "desk", "python_version": "3.12.1"},
            "commit_info": {"id": revision * 40, "dirty": False},
            "benchmarks": [{"fullname": "test_sums.py::test_sum", "stats": stats}],
            "datetime": f"2026-11-{day:02d}T12:00:00+00:00",
            "version": "5.3.1",
        }
    )


def test_a_folder_of_results_becomes_a_history(tmp_path: Path) -> None:
    """Each file a run set; the page tells of them, and judges nothing."""
    folder = tmp_path / ".benchmarks" / "Linux-CPython-3.12-64bit"
    folder.mkdir(parents=True)
    for day, revision, median_s in ((1, "a", 0.001), (2, "b", 0.002)):
        path = folder / f"000{day}_x.json"
        path.write_text(result(median_s, revision, day), encoding="utf-8")
    (folder / "other.json").write_text("{}", encoding="utf-8")
    done = run(tmp_path, "import", ".benchmarks")
    assert done.returncode == 2
    (error,) = done.stderr.splitlines()
    assert "other.json is no file of" in error
    assert "imported 2, known already 0" in done.stdout
    (folder / "other.json").unlink()
    again = run(tmp_path, "import", ".benchmarks")
    assert again.returncode == 0
    assert "imported 0, known already 2" in again.stdout
    runs = sorted(str(each) for each in (tmp_path / "reports" / "runs").iterdir())
    shown = run(tmp_path, "report", *runs)
    assert shown.returncode == 0, shown.stderr
    assert "1 number of pytest-benchmark on desk, not judged" in shown.stdout
    page = (tmp_path / "reports" / "html" / "index.html").read_text(encoding="utf-8")
    assert "measured by pytest-benchmark on desk" in page
    assert "no verdict is made of them" in page
    assert page.index("1.00 ms") < page.index("2.00 ms")


def test_what_cannot_be_imported_is_one_line(tmp_path: Path) -> None:
    """A file that was named, and an empty folder."""
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for name, said in (("x.json", "is no file of"), ("empty", "has no results of")):
        done = run(tmp_path, "import", name)
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert said in line
