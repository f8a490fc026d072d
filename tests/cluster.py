"""A real Dask cluster on this machine, for tests: a scheduler, and workers by their names."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from json import loads
from pathlib import Path

from tests.pair_files import becomes_true

RESOURCES = "pairbench=1"
"""What a worker offers that takes measurements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalCluster:
    """Where its scheduler listens, and the process of each worker."""

    address: str
    folder: Path
    workers: Mapping[str, "subprocess.Popen[bytes]"]

    @contextmanager
    def joined_by(self, name: str) -> Iterator[None]:
        """Let another worker take part."""
        with ExitStack() as stack:
            _a_worker(stack, self.address, name, self.folder, RESOURCES)
            yield


@contextmanager
def a_cluster(
    folder: Path, names: Sequence[str], *, resources: str = RESOURCES
) -> Iterator[LocalCluster]:
    """Start it, and end every process of it."""
    known = folder / "scheduler.json"
    with ExitStack() as stack:
        start = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        _started(stack, ["scheduler", *start, "--scheduler-file", str(known)], folder)
        assert becomes_true(lambda: known.exists() and bool(known.read_text()), within_s=60)
        address = str(loads(known.read_text(encoding="utf-8"))["address"])
        workers = {name: _a_worker(stack, address, name, folder, resources) for name in names}
        _wait_for(address, len(names))
        yield LocalCluster(address=address, folder=folder, workers=workers)


def _a_worker(
    stack: ExitStack, address: str, name: str, folder: Path, resources: str
) -> "subprocess.Popen[bytes]":
    options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
    options += ["--resources", resources] if resources else []
    return _started(stack, ["worker", address, *options, "--name", name], folder)


def _started(stack: ExitStack, words: Sequence[str], folder: Path) -> "subprocess.Popen[bytes]":
    process = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": ""},
        )
    )
    stack.callback(process.kill)
    return process


def _wait_for(address: str, count: int) -> None:
    """Until the scheduler knows so many workers; it is asked by a process of its own."""
    question = (
        "import sys; from distributed import Client\n"
        "with Client(sys.argv[1], timeout=30) as client:\n"
        "    client.wait_for_workers(int(sys.argv[2]), timeout=60)"
    )
    subprocess.run([sys.executable, "-c", question, address, str(count)], check=True)
