"""Tests of pyperf's short way into a worker."""

import json
import platform
import struct
import subprocess
import sys
from datetime import datetime

import pytest

pytestmark = pytest.mark.slow

PROBE = """
import json, sys
from pairbench.measure.time.lean_pyperf import lean_runner

sys.argv = ["probe", "--worker", "--loops=1", "--values=2", "--warmups=0", "--pipe=1"]
runner = lean_runner()
from pairbench.measure.time.lean_pyperf import NEVER_CALLED, read_metadata_ahead

read_metadata_ahead()
spared = ("psutil", "importlib.metadata", "shutil", *NEVER_CALLED)
left = [name for name in spared if name in sys.modules]
import importlib.metadata, platform, pyperf, statistics, subprocess
seen = {
    "left": left,
    "deferred": pyperf.Benchmark([pyperf.Run([2.0, 4.0], metadata={"name": "one"})]).mean(),
    "real": [statistics.mean([1, 3]), subprocess.DEVNULL],
    "packages": sum(1 for _ in importlib.metadata.distributions()) > 0,
    "architecture": platform.architecture.__module__,
    "worker": runner.args.worker if runner.parse_args() else None,
}
print(json.dumps(seen), file=sys.stderr)
runner.bench_time_func("probe", lambda loops: 0.5)
"""


def probed() -> subprocess.CompletedProcess[str]:
    """A process that takes the short way, and says what it sees."""
    return subprocess.run(
        [sys.executable, "-P", "-c", PROBE], capture_output=True, text=True, check=True, timeout=30
    )


@pytest.mark.exact
def test_a_variant_gets_the_real_modules() -> None:
    """Nothing that pyperf was spared is missing, or another, for the code that is measured."""
    seen = json.loads(probed().stderr)
    assert seen == {
        "left": [],
        "deferred": 3.0,
        "real": [2, -3],
        "packages": True,
        "architecture": "platform",
        "worker": True,
    }


def test_the_benchmark_is_pyperf_s_own() -> None:
    """Values and metadata are there, and the pointer width is the one that platform finds."""
    benchmark = json.loads(probed().stdout.splitlines()[-1])
    (run,) = benchmark["benchmarks"][0]["runs"]
    metadata = {**benchmark["metadata"], **run.get("metadata", {})}
    bits = struct.calcsize("P") * 8
    assert run["values"] == [0.5, 0.5]
    assert f"({bits}-bit)" in metadata["python_version"]
    assert platform.architecture()[0] == f"{bits}bit"
    assert "hostname" in metadata


FROZEN = """
import sys, time, datetime
from pairbench.measure.time.lean_pyperf import lean_runner

sys.argv = ["probe", "--worker", "--loops=1", "--values=2", "--warmups=0", "--pipe=1"]
runner = lean_runner()

class Long(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls(1970, 1, 1)

datetime.datetime = Long
for name in ("time", "monotonic", "perf_counter"):
    setattr(time, name, lambda: 0.0)
runner.bench_time_func("probe", lambda loops: 0.5)
"""


def test_the_metadata_have_the_date_although_the_variant_has_another() -> None:
    """Code that sets the time back does not spoil what pyperf notes of the run."""
    command = [sys.executable, "-P", "-c", FROZEN]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    benchmark = json.loads(done.stdout.splitlines()[-1])
    (run,) = benchmark["benchmarks"][0]["runs"]
    metadata = {**benchmark["metadata"], **run.get("metadata", {})}
    assert metadata["duration"] > 0
    assert metadata.get("uptime", 1) > 0
    assert datetime.fromisoformat(metadata["date"]).year > 1970
