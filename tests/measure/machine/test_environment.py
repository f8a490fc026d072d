"""Tests of the environment record."""

import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from pairbench.measure.machine.affinity import can_pin, cpus_for
from pairbench.measure.machine.environment import read_environment
from tests.git import git


def test_the_interpreter_and_the_machine_are_told(tmp_path: Path) -> None:
    """What the standard library knows of the interpreter and the machine is in the record."""
    environment = read_environment(tmp_path)
    assert environment.python_version == platform.python_version()
    assert environment.python_implementation == platform.python_implementation()
    assert environment.system == platform.platform()
    assert environment.cpu_count == os.cpu_count()
    assert environment.gil is getattr(sys, "_is_gil_enabled", lambda: True)()


def test_the_tools_are_told_with_their_versions(tmp_path: Path) -> None:
    """The versions are those of the installed tools."""
    packages = read_environment(tmp_path).packages
    assert {"pairbench", "pyperf", "memray", "numpy"} <= set(packages)
    assert all(version(name) == packages[name] for name in ("pyperf", "memray", "numpy"))


def test_outside_a_repository_there_is_no_revision(tmp_path: Path) -> None:
    """A folder that git does not know gives None, not a guess."""
    environment = read_environment(tmp_path)
    assert environment.git_revision is None
    assert environment.git_clean is None


def test_the_revision_and_its_state_are_told(tmp_path: Path) -> None:
    """The revision is the last commit, and a change after it makes the working tree unclean."""
    git(tmp_path, "init", "--quiet")
    file = tmp_path / "file"
    file.write_text("one", encoding="utf-8")
    git(tmp_path, "add", "file")
    git(tmp_path, "commit", "--quiet", "--message", "One")
    committed = read_environment(tmp_path)
    assert committed.git_revision == git(tmp_path, "rev-parse", "HEAD").strip()
    assert committed.git_clean is True
    file.write_text("two", encoding="utf-8")
    changed = read_environment(tmp_path)
    assert changed.git_revision == committed.git_revision
    assert changed.git_clean is False


def test_a_repository_without_a_commit_has_no_revision(tmp_path: Path) -> None:
    """Before the first commit there is nothing to name."""
    git(tmp_path, "init", "--quiet")
    assert read_environment(tmp_path).git_revision is None


@pytest.mark.skipif(not can_pin(), reason="this system cannot pin a process to a CPU")
def test_the_allowed_cpus_are_told(tmp_path: Path) -> None:
    """The record has the CPUs that this process may use, in their order."""
    allowed = tuple(sorted(os.sched_getaffinity(0)))
    assert read_environment(tmp_path).cpus_allowed == allowed == cpus_for(parallel=True)
    assert cpus_for(parallel=False) == allowed[:1]


@pytest.mark.skipif(not can_pin(), reason="this system cannot pin a process to a CPU")
def test_a_single_cpu_is_a_warning() -> None:
    """With one CPU allowed, the record warns that parallel pairs show nothing, and what helps."""
    show = (
        "import os\n"
        "from pathlib import Path\n"
        "from pairbench.measure.machine.environment import read_environment\n"
        "os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])\n"
        "print(*read_environment(Path.cwd()).warnings, sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert "only one CPU is allowed" in done.stdout
    assert "allow at least two" in done.stdout
