"""A run on a real Dask cluster: three workers, of which one dies."""

import os
import signal
import subprocess
import sys
from json import loads
from pathlib import Path

import pytest

from pairbench.core.records.record import Status
from pairbench.store.run_sets import load
from tests.cluster import a_cluster
from tests.command_line import ADDING, run, write
from tests.git import commit, repository_at
from tests.shop import MODULE, PAIR, SLOWER

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


def started(root: Path, address: str, *options: str) -> "subprocess.Popen[str]":
    """A run by the cluster, on its way."""
    return subprocess.Popen(
        [sys.executable, "-m", "pairbench", "run", "--quick", "--dask", address, *options],
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
    assert "Measured by 3 machines." in page
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


SHOP = [f"squares_{number:02}" for number in range(4)]

GATE_WORKERS = ("alpha", "beta")


def shop_at(root: Path) -> Path:
    """A repository of four pairs over one function, which head has made three times slower."""
    repository = repository_at(root / "shop")
    settings = "[tool.pairbench]\nbudget_s = 0.5\n"
    pairs = {f"bench/{name}.py": PAIR for name in SHOP}
    plain = {"src/shop.py": MODULE, "pyproject.toml": settings, ".gitignore": "gate.json\n"}
    commit(repository, {**plain, "bench/lost.py": PAIR, **pairs})
    (repository / "bench" / "lost.py").unlink()
    commit(repository, {"src/shop.py": SLOWER})
    return repository


def gate_started(root: Path, address: str, *options: str) -> "subprocess.Popen[str]":
    """A gate of the last commit by the cluster, on its way."""
    words = ["gate", "--exact-base", "--base", "HEAD~1", "--json", "gate.json", "--dask", address]
    return subprocess.Popen(
        [sys.executable, "-m", "pairbench", *words, *options],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_gate_by_a_cluster_goes_on_though_a_worker_dies(tmp_path: Path) -> None:
    """Each pair has both sides on one machine, and what the dead one had is compared by another."""
    root = shop_at(tmp_path)
    with (
        a_cluster(tmp_path, GATE_WORKERS) as cluster,
        gate_started(root, cluster.address) as process,
    ):
        wait_for(process, "compared on beta")
        os.kill(cluster.workers["beta"].pid, signal.SIGKILL)
        out, errors = process.communicate(timeout=300)
    assert process.returncode == 1, out + errors
    told = loads((root / "gate.json").read_text(encoding="utf-8"))
    slower = [
        each
        for each in told["lines"]
        if (each["kind"], each["variant"], each["change"]) == ("time", "shops", "worse")
    ]
    assert [each["pair"] for each in slower] == SHOP
    assert {each["machine"] for each in slower} == set(GATE_WORKERS)
    assert {each["name"] for each in told["machines"]} == set(GATE_WORKERS)
    assert [each["pair"] for each in told["lines"] if each["change"] == "lost"] == ["lost"]
    assert "On alpha base against itself came out at" in out


def test_a_gate_of_what_no_commit_has_is_refused(tmp_path: Path) -> None:
    """A fleet makes its sides from commits; nothing is compared that is not one."""
    root = shop_at(tmp_path)
    (root / "src" / "shop.py").write_text(MODULE, encoding="utf-8")
    with (
        a_cluster(tmp_path, GATE_WORKERS[:1]) as cluster,
        gate_started(root, cluster.address) as process,
    ):
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "the working tree has what no commit has" in errors


def test_a_run_whose_last_worker_has_gone_says_so_and_ends(tmp_path: Path) -> None:
    """Once, in a line; what was measured until then is kept, and the rest is named."""
    root = project_at(tmp_path)
    with (
        a_cluster(tmp_path, WORKERS[:1]) as cluster,
        started(root, cluster.address, "--dask-wait", "1s") as process,
    ):
        wait_for(process, "measured on alpha")
        os.kill(cluster.workers["alpha"].pid, signal.SIGKILL)
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 3, errors
    assert errors.count("no worker of the fleet is left") == 1
    (folder,) = (root / "reports" / "runs").iterdir()
    found = load(folder)
    assert any(each.rounds for each in found.pairs)
    lost = [each for each in found.pairs if each.failures]
    assert lost
    assert all("the last worker has gone" in each.failures[0].message for each in lost)


def test_a_run_goes_on_when_a_worker_comes_back(tmp_path: Path) -> None:
    """A worker that was started anew takes the rest; controls are its own."""
    root = project_at(tmp_path)
    with a_cluster(tmp_path, WORKERS[:1]) as cluster, started(root, cluster.address) as process:
        wait_for(process, "measured on alpha")
        os.kill(cluster.workers["alpha"].pid, signal.SIGKILL)
        assert process.stderr is not None
        assert any("no worker of the fleet is left" in line for line in process.stderr)
        with cluster.joined_by("beta"):
            _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    (folder,) = (root / "reports" / "runs").iterdir()
    found = load(folder)
    assert {each.machine for each in found.pairs} == {"alpha", "beta"}
    assert {each.machine for each in found.machine_controls} == {"alpha", "beta"}
