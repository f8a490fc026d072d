"""``action.yml`` and the hook of pre-commit, their shell steps run as they are run there."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.command_line import ADDING
from tests.git import commit, git, repository_at
from tests.steps import run_step

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]

SLOWER = ADDING.replace("return number + number", "return sum([number] * 2 * 30) // 30")


def steps() -> list[dict[str, Any]]:
    """The steps of the action."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return list(action["runs"]["steps"])


def run_steps(folder: Path, variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run every step in the folder until one fails, with variables for the expressions."""
    for step in steps():
        done = run_step(step, folder, variables)
        if done.returncode != 0:
            break
    return done


def project_at(folder: Path) -> tuple[Path, str]:
    """A repository with a pair, and its commit."""
    repository = repository_at(folder)
    return repository, commit(repository, {"bench/adding.py": ADDING.lstrip()})


def test_no_step_has_an_expression_in_its_script() -> None:
    """What comes from outside reaches a shell as a variable, never as text to execute."""
    for step in steps():
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"


@pytest.mark.slow
@pytest.mark.parametrize("base", ["", "0" * 40], ids=["no base", "a branch's first push"])
def test_without_a_base_the_gate_finds_one(tmp_path: Path, base: str) -> None:
    """Where the branch began; what is the same costs nothing."""
    repository, _ = project_at(tmp_path / "shop")
    git(repository, "checkout", "--quiet", "-b", "change")
    commit(repository, {"README.md": "Tea"})
    summary = tmp_path / "summary.md"
    done = run_steps(
        repository,
        {
            "REQUIREMENT": "",
            "BASE": base,
            "ARGUMENTS": "",
            "GITHUB_STEP_SUMMARY": str(summary),
        },
    )
    assert done.returncode == 0, done.stderr
    assert summary.exists()


@pytest.mark.slow
def test_what_got_slower_fails_with_a_table(tmp_path: Path) -> None:
    """From a shallow clone, as a workflow has it, against the base that it is told."""
    origin, base = project_at(tmp_path / "origin")
    commit(origin, {"bench/adding.py": SLOWER.lstrip()})
    git(tmp_path, "clone", "--quiet", "--depth", "1", origin.as_uri(), "shop")
    summary = tmp_path / "summary.md"
    done = run_steps(
        tmp_path / "shop",
        {
            "REQUIREMENT": "",
            "BASE": base,
            "ARGUMENTS": "--strict --budget 5s",
            "GITHUB_STEP_SUMMARY": str(summary),
        },
    )
    assert done.returncode == 1, done.stdout + done.stderr
    text = summary.read_text(encoding="utf-8")
    assert "| --- |" in text
    assert "adding" in text


def test_the_hook_checks_the_files_that_changed(tmp_path: Path) -> None:
    """pre-commit calls it with the names of the pair files."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    repository, _ = project_at(tmp_path / "shop")
    done = subprocess.run(
        [sys.executable, "-m", *hook["entry"].split(), "bench/adding.py"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "adding: ok\n"
    assert done.returncode == 0
