"""How many CPUs may be used, from files like those of the system."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pairbench.measure.machine.allowance import cpus_allowed
from tests.git import write


@pytest.mark.parametrize(
    ("own", "files"),
    [
        ("0::/a/b\n", {"a/b/cpu.max": "150000 100000\n"}),
        ("0::/a/b\n", {"a/cpu.max": "100000 100000\n", "a/b/cpu.max": "max 100000\n"}),
        ("0::/\n", {"cpu.max": "20000 100000\n"}),
        ("0::/seen/from/outside\n", {"cpu.max": "100000 100000\n"}),
        (
            "5:memory:/m\n4:cpu,cpuacct:/docker/x\n",
            {"cpu/cpu.cfs_quota_us": "100000\n", "cpu/cpu.cfs_period_us": "100000\n"},
        ),
    ],
)
def test_a_quota_leaves_the_cpus_that_it_pays_for(
    tmp_path: Path, own: str, files: dict[str, str]
) -> None:
    """Of either version, of the group itself or of one around it; one CPU at the least."""
    write(tmp_path, {"own": own, **{f"groups/{name}": text for name, text in files.items()}})
    assert cpus_allowed(tmp_path / "own", tmp_path / "groups") == 1


@pytest.mark.parametrize(
    ("own", "files"),
    [
        ("0::/a\n", {"a/cpu.max": "max 100000\n"}),
        ("0::/a\n", {"a/cpu.max": "99900000 100000\n"}),
        ("0::/a\n", {"a/cpu.max": "what is this\n"}),
        ("0::/a\n", {"a/cpu.max": "100000\n"}),
        ("0::/a\n", {"a/cpu.max": "100000 0\n"}),
        (
            "1:cpu:/\n",
            {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"},
        ),
        ("", {}),
    ],
)
def test_without_a_quota_all_that_are_allowed_are_used(
    tmp_path: Path, own: str, files: dict[str, str]
) -> None:
    """Also where the quota is more than there is, or cannot be read."""
    write(tmp_path, {"own": own, **{f"groups/{name}": text for name, text in files.items()}})
    expected = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert cpus_allowed(tmp_path / "own", tmp_path / "groups") == expected


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system has no affinity")
def test_only_cpus_that_a_process_may_use_are_counted() -> None:
    """A process that is bound to one of them has one, whatever the machine has."""
    script = (
        "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "from pairbench.measure.machine.allowance import cpus_allowed; print(cpus_allowed())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout == b"1\n"
