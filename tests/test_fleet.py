"""A run on a real Dask cluster: three workers, of which one dies."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pairbench.core.records.record import Status
from pairbench.store.run_sets import load
from tests.cluster import a_cluster
from tests.command_line import ADDING, run, write

pytest.importorskip("distributed", reason="Dask is not installed: it is the extra called fleet")

pytestmark = [pytest.mark.slow, pytest.mark.once, pytest.mark.xdist_group("fleet")]

TINY = ADDING.replace("sizes=(1, 2)", "sizes=(1,)")

PAIRS = [f"sums/adding_{number:02}" for number in range(20)]

WORKERS = ("alpha", "beta", "gamma")


def project_at(root: Path) -> Path:
    """A project of twenty tiny pairs."""
    for name in PAIRS:
        write(root, f"{name}.py", TINY)
    return root


def started(root: Path, address: str) -> "subprocess.Popen[str]":
    """A run by the cluster, on its way."""
    return subprocess.Popen(
        [sys.executable, "-m", "pairbench", "run", "--quick", "--dask", address],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(process: "subprocess.Popen[str]", words: str) -> None:
    """Read what the run says until it has said this."""
    assert process.stdout is not None
    assert any(words in line for line in process.stdout), words


def test_a_cluster_measures_all_pairs_though_a_worker_dies(tmp_path: Path) -> None:
    """What the dead worker had is measured by another, and each pair says which one has it."""
    root = project_at(tmp_path)
    with a_cluster(tmp_path, WORKERS) as cluster, started(root, cluster.address) as process:
        wait_for(process, "measured on beta")
        os.kill(cluster.workers["beta"].pid, signal.SIGKILL)
        _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    (folder,) = (root / "reports" / "runs").iterdir()
    found = load(folder)
    assert found.run.status is Status.COMPLETE
    assert [each.definition.name for each in found.pairs] == PAIRS
    assert all(each.rounds and not each.failures for each in found.pairs)
    assert {each.machine for each in found.pairs} == set(WORKERS)
    assert {each.name for each in found.run.machines} == set(WORKERS)
    assert {each.machine for each in found.machine_controls} == set(WORKERS)
    page = (root / "reports" / "html" / "index.html").read_text(encoding="utf-8")
    assert "3 machines have measured it" in page
    assert "Measured on beta." in page


def test_an_interrupted_run_of_a_cluster_can_be_read(tmp_path: Path) -> None:
    """Ctrl-C ends it with 130; every pair is there, and those that came back are measured."""
    root = project_at(tmp_path)
    with a_cluster(tmp_path, WORKERS[:1]) as cluster, started(root, cluster.address) as process:
        wait_for(process, "measured on alpha")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    (folder,) = (root / "reports" / "runs").iterdir()
    found = load(folder)
    assert found.run.status is Status.INTERRUPTED
    assert [each.definition.name for each in found.pairs] == PAIRS
    assert any(each.rounds for each in found.pairs)
    assert run(root, "report").returncode == 0


def test_workers_that_take_no_measurements_are_refused(tmp_path: Path) -> None:
    """A cluster none of whose workers offers a whole machine is told how to start one."""
    root = project_at(tmp_path)
    with a_cluster(tmp_path, WORKERS[:1], resources="") as cluster:
        done = run(root, "run", "--quick", "--dask", cluster.address)
    assert done.returncode == 2
    assert "none of its 1 workers takes measurements" in done.stderr
    assert done.stderr.count("\n") == 1
