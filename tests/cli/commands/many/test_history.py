"""``history``: every pair from commit to commit."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pairbench.store.run_sets import RunFolder, new_folder
from tests.command_line import run
from tests.git import commit, git, repository_at
from tests.records import RUN, a_record, with_a_slower_baseline

pytestmark = pytest.mark.once

COMMITS = 8


def stored_runs(folder: Path, packages: Mapping[int, str] | None = None) -> None:
    """Keep a run at each commit; the baseline gets slower with the fifth."""
    for number in range(COMMITS):
        environment = replace(
            RUN.environment,
            git_revision=f"{number}" * 40,
            git_clean=True,
            settings={"kernel": "6.1"},
            packages={"numpy": (packages or {}).get(number, "2.0")},
        )
        started = datetime(2025, 3, 1, 12, number, tzinfo=UTC)
        kept = RunFolder(new_folder(folder / "reports" / "runs", started))
        for record in (a_record("a/one"), a_record("a/two")):
            slower = number >= 4 and record.definition.name == "a/one"
            kept.save_pair(record)
            kept.save_rounds(with_a_slower_baseline(record) if slower else record)
        kept.save_run(replace(RUN, environment=environment, started=started.isoformat()))


def test_the_commit_from_which_on_it_was_slower_is_named(tmp_path: Path) -> None:
    """On the terminal and on the page, to which the section of the pair leads."""
    pytest.importorskip("otava", reason="Otava is not installed: it is the extra called history")
    stored_runs(tmp_path)
    done = run(tmp_path, "history")
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stdout.splitlines() if line.startswith("a/one: ")]
    assert any("time of a call" in line and "from 444444444 on" in line for line in told), done
    assert not any(line.startswith("a/two: ") for line in done.stdout.splitlines())
    assert "2 pairs with a past in 8 run sets" in done.stdout
    page = (tmp_path / "reports" / "html" / "history.html").read_text(encoding="utf-8")
    assert "Changed for good" in page
    assert 'id="pair/a/two"' in page
    assert run(tmp_path, "report").returncode == 0
    report = (tmp_path / "reports" / "html" / "index.html").read_text(encoding="utf-8")
    assert 'href="history.html#pair/a/one"' in report


def test_another_environment_can_be_refused(tmp_path: Path) -> None:
    """With the option nothing is written; without it the page says what changed."""
    stored_runs(tmp_path, {6: "2.1", 7: "2.1"})
    done = run(tmp_path, "history", "--fail-on-environment-change")
    assert done.returncode == 2
    assert "package numpy 2.0, then 2.1" in done.stderr
    page = tmp_path / "reports" / "html" / "history.html"
    assert not page.exists()
    assert run(tmp_path, "history").returncode == 0
    assert "from 666666666: package numpy 2.0, then 2.1" in page.read_text(encoding="utf-8")


def test_a_copy_of_a_run_set_counts_once(tmp_path: Path) -> None:
    """One run has one measurement, however often it is kept; what is passed over is named."""
    stored_runs(tmp_path)
    kept = tmp_path / "reports" / "runs"
    newest = max(kept.iterdir())
    shutil.copytree(newest, kept / "saved" / "a-copy")
    done = run(tmp_path, "history")
    assert "2 pairs with a past in 8 run sets" in done.stdout
    assert "a-copy" in done.stderr
    assert "counts once" in done.stderr


def test_a_folder_without_run_sets_is_refused(tmp_path: Path) -> None:
    """In one line."""
    (tmp_path / "empty").mkdir()
    done = run(tmp_path, "history", "empty")
    assert done.returncode == 2
    assert "is no run set and holds none" in done.stderr


def test_the_run_sets_of_a_branch_are_read(tmp_path: Path) -> None:
    """All that were committed on it, from the working tree of another branch, which stays as is."""
    root = repository_at(tmp_path / "project")
    commit(root, {"shop.py": "price = 1\n"})
    git(root, "checkout", "--quiet", "--orphan", "results")
    stored_runs(root)
    commit(root, {})
    git(root, "checkout", "--quiet", "main")
    done = run(root, "history", "--branch", "results", "--out", str(tmp_path / "told"))
    assert done.returncode == 0, done.stderr
    assert "2 pairs with a past in 8 run sets" in done.stdout
    page = (tmp_path / "told" / "html" / "history.html").read_text(encoding="utf-8")
    assert 'id="pair/a/two"' in page
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--branch", "nowhere"), "'nowhere' in "),
        (("--branch", "main"), "--branch main holds no run set"),
        (("reports", "--branch", "main"), "--branch main has run sets of its own"),
    ],
)
def test_a_branch_without_run_sets_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    """In one line that says what is missing."""
    root = repository_at(tmp_path / "project")
    commit(root, {"shop.py": "price = 1\n"})
    done = run(root, "history", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
