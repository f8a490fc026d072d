"""Runs another tool's own comparison of two variants, so that its answer can stand beside ours.

The tools run as their users run them: in processes of their own, first the baseline's side, then
the variant's, and the verdict is read from what the tool itself says. The file's pair must be
called ``pair`` and have an input, and neither a resource nor ``async`` variants.
"""

import json
import os
import re
import signal
import statistics
import subprocess  # nosec B404: starting the other tools is the job of this module
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

from pairbench.core.errors import UsageError
from pairbench.core.judging.calibration import RivalAnswer
from pairbench.measure.processes.workbench import SEED

INHERITED = (
    "PATH",
    "HOME",
    "TMPDIR",
    "PYTHONPATH",
    "PYTHON_GIL",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "PAIRBENCH_GATE",
)
"""What a tool is told of the environment: little, so that it is the same for every one."""

TIMEOUT_S = 300.0
"""How long one process of another tool may take."""

REGRESSION_PERCENT = 2
"""The slowdown of the median from which pytest-benchmark's gate is told to fail."""

LOADING = """\
import random
from pathlib import Path

from pairbench.core.authoring.loading import load_module

random.seed({seed})
module = load_module(Path({root!r}), {file!r})
variant = module.{variant}
given = module.pair.inputs[0]({size})
"""
"""The beginning of every generated script: the variant and what it is called with."""

PYPERF_SCRIPT = """
import pyperf

pyperf.Runner().bench_func("workload", variant, given)
"""

PYTEST_SCRIPT = """

def test_workload(benchmark):
    benchmark(variant, given)
"""

SIGNIFICANT = re.compile(r": (\d+\.\d+x (faster|slower)|no change)$", re.MULTILINE)
"""How ``pyperf compare_to`` ends the line of a benchmark whose difference is significant."""

NOT_SIGNIFICANT = "not significant"
REGRESSED = "Performance has regressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PyperfCompare:
    """``python -m pyperf compare_to``, by means; both a slower and a faster variant differ.

    ``arguments`` are for the two measuring scripts; without any, pyperf's defaults hold.
    """

    arguments: Sequence[str] = ()
    timeout_s: float = TIMEOUT_S
    name: ClassVar[str] = "pyperf"

    def compare(
        self, file: Path, *, baseline: str, variant: str, size: int, folder: Path
    ) -> RivalAnswer:
        """Measure one side after the other, and ask pyperf whether they differ."""
        own = _own_folder(folder)
        start = time.monotonic()
        for side, function in (("a", baseline), ("b", variant)):
            text = _loading(file, function, size) + PYPERF_SCRIPT
            (own / f"{side}.py").write_text(text, encoding="utf-8")
            arguments = [f"{side}.py", "-o", f"{side}.json", *self.arguments]
            self._succeed(arguments, own, doing=f"time {function} of {file.name}")
        arguments = ["-m", "pyperf", "compare_to", "a.json", "b.json"]
        done = self._succeed(arguments, own, doing=f"compare {baseline} with {variant}")
        return RivalAnswer(
            different=_is_significant(done.out),
            ratio=_pyperf_mean(own / "a.json") / _pyperf_mean(own / "b.json"),
            seconds=time.monotonic() - start,
        )

    def _succeed(self, arguments: Sequence[str], folder: Path, *, doing: str) -> "_Done":
        done = _run(self.name, arguments, folder, self.timeout_s)
        if done.code != 0:
            raise done.failure(self.name, doing)
        return done


@dataclass(frozen=True, slots=True, kw_only=True)
class PytestBenchmark:
    """pytest-benchmark's gate, ``--benchmark-compare-fail=median:2%``.

    The gate knows no error level, and only a slower variant can fail it: a faster one is never
    called different. ``arguments`` are for both runs; without any, its defaults hold.
    """

    arguments: Sequence[str] = ()
    timeout_s: float = TIMEOUT_S
    name: ClassVar[str] = "pytest-benchmark"

    def compare(
        self, file: Path, *, baseline: str, variant: str, size: int, folder: Path
    ) -> RivalAnswer:
        """Save a run of the baseline, and let a run of the variant fail against it."""
        own = _own_folder(folder)
        gate = f"--benchmark-compare-fail=median:{REGRESSION_PERCENT}%"
        start = time.monotonic()
        before = self._test(file, baseline, size, own / "a")
        if before.code != 0:
            raise before.failure(self.name, f"time {baseline} of {file.name}")
        after = self._test(file, variant, size, own / "b", "--benchmark-compare=0001", gate)
        # A test that raises fails with the same exit code as a gate that found a regression.
        regressed = after.code != 0 and REGRESSED in after.err
        if after.code != 0 and not regressed:
            raise after.failure(self.name, f"compare {baseline} with {variant} of {file.name}")
        return RivalAnswer(
            different=regressed,
            ratio=_saved_median(own, "a") / _saved_median(own, "b"),
            seconds=time.monotonic() - start,
        )

    def _test(self, file: Path, variant: str, size: int, folder: Path, *gate: str) -> "_Done":
        # The sides have folders of their own, because Python could take the one's compiled test
        # for the other's; the test's name within them is the same, by which the tool pairs them.
        folder.mkdir()
        text = _loading(file, variant, size) + PYTEST_SCRIPT
        (folder / "test_workload.py").write_text(text, encoding="utf-8")
        # Its own settings file keeps those of a project around the folder out.
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        arguments = [
            *("-m", "pytest", "-c", "pytest.ini", "--rootdir=.", "--noconftest"),
            *("-p", "no:cacheprovider", "test_workload.py"),
            f"--benchmark-storage=file://{folder.parent / 'storage'}",
            f"--benchmark-save={folder.name}",
            *gate,
            *self.arguments,
        ]
        return _run(self.name, arguments, folder, self.timeout_s)


_RIVALS: Mapping[str, tuple[str, type[PyperfCompare | PytestBenchmark]]] = {
    PyperfCompare.name: ("pyperf", PyperfCompare),
    PytestBenchmark.name: ("pytest_benchmark", PytestBenchmark),
}
"""The module that each tool needs, and who runs it."""


def rival(name: str) -> PyperfCompare | PytestBenchmark:
    """The tool of this name, as its users run it.

    Raises:
        UsageError: nobody knows the name, or the tool is not installed.
    """
    if name not in _RIVALS:
        raise UsageError(f"cannot compare against {name}: use one of {', '.join(_RIVALS)}")
    module, kind = _RIVALS[name]
    if find_spec(module) is None:
        raise UsageError(f"{name} is not installed: run 'python -m pip install {name}'")
    return kind()


def _own_folder(folder: Path) -> Path:
    """A new folder, so that no comparison meets the files of an earlier one."""
    return Path(mkdtemp(dir=folder)).resolve()


def _loading(file: Path, variant: str, size: int) -> str:
    path = file.resolve()
    return LOADING.format(
        seed=SEED, root=str(path.parent), file=path.name, variant=variant, size=size
    )


def _is_significant(said: str) -> bool:
    if SIGNIFICANT.search(said):
        return True
    if NOT_SIGNIFICANT in said:
        return False
    shown = " ".join(said.split()) or "nothing"
    raise UsageError(f"pyperf's comparison cannot be read, it says {shown}: use pyperf 2.9 or 2.10")


def _pyperf_mean(file: Path) -> float:
    """The mean of all values; the runs that calibrate have none."""
    (benchmark,) = json.loads(file.read_text(encoding="utf-8"))["benchmarks"]
    return statistics.fmean(value for run in benchmark["runs"] for value in run.get("values", ()))


def _saved_median(folder: Path, name: str) -> float:
    (file,) = (folder / "storage").rglob(f"*_{name}.json")
    saved: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return float(saved["benchmarks"][0]["stats"]["median"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Done:
    """How a process of another tool ended."""

    code: int
    out: str
    err: str

    def failure(self, tool: str, doing: str) -> UsageError:
        return UsageError(f"{tool} could not {doing}: {self._reason()}")

    def _reason(self) -> str:
        """The line that says why: pytest marks it, and elsewhere it ends a traceback."""
        marked = [line[1:].strip() for line in self.out.splitlines() if line.startswith("E  ")]
        # pyperf repeats the failure of its worker as one of its own, which says less.
        dull = ("Traceback (most recent call last):", f"failed with exit code {self.code}")
        said = [line for line in self.err.splitlines() if line and not line[0].isspace()]
        telling = [line for line in said if not line.endswith(dull)]
        last = telling[-1] if telling else f"exit code {self.code}"
        return marked[0] if marked else last


def _run(tool: str, arguments: Sequence[str], folder: Path, timeout_s: float) -> _Done:
    """Run Python with these arguments in the folder, to its end or the end of its time."""
    with subprocess.Popen(  # noqa: S603 # nosec B603: generated scripts and known tools, no shell
        [sys.executable, *arguments],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env={name: os.environ[name] for name in INHERITED if name in os.environ},
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=timeout_s)
        except BaseException as error:
            # The tool's own workers must not outlive it.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                message = f"{tool} gave no answer within {timeout_s:g} s: use shorter workloads"
                raise UsageError(message) from None
            raise
    return _Done(code=process.returncode, out=out, err=err)
