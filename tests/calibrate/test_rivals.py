"""Tests of the other tools: real runs, made short by options of the tools themselves."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from pairbench.calibrate.rivals import (
    PyperfCompare,
    PytestBenchmark,
    _is_significant,
    rival,
)
from pairbench.core.errors import UsageError
from pairbench.core.judging.calibration import RivalAnswer
from pairbench.run.probes import Rival
from tests.pair_files import becomes_true, is_running

pytestmark = [pytest.mark.slow, pytest.mark.alone, pytest.mark.once]

PYPERF = PyperfCompare(arguments=("-p", "2", "-n", "10", "-w", "0", "--min-time", "0.002"))
PYTEST_BENCHMARK = PytestBenchmark(
    arguments=("--benchmark-max-time=0.05", "--benchmark-min-rounds=5")
)
needs_pytest_benchmark = pytest.mark.skipif(
    find_spec("pytest_benchmark") is None, reason="pytest-benchmark is not installed"
)
each_tool = pytest.mark.parametrize(
    "tool",
    [
        pytest.param(PYPERF, id="pyperf"),
        pytest.param(PYTEST_BENCHMARK, id="pytest-benchmark", marks=needs_pytest_benchmark),
    ],
)

PAIR_FILE = '''\
"""Is twice the work twice as slow?"""

import os
import time

from pairbench import Pair

pair = Pair(sizes=(1_000,))


@pair.input
def repeats(size):
    return size


@pair.bad
def once(repeats):
    return sum(range(repeats))


@pair.good
def often(repeats):
    return [sum(range(repeats)) for _ in range(20)][0]


@pair.good
def failing(repeats):
    raise ValueError("not today")


@pair.good
def hanging(repeats):
    with open("pid", "w") as file:
        file.write(str(os.getpid()))
    time.sleep(60)
'''


@pytest.fixture
def subject(tmp_path: Path) -> Path:
    """A pair file, in a project whose own pytest settings would break every test."""
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    (tmp_path / "conftest.py").write_text("raise RuntimeError('not for others')\n")
    file = tmp_path / "subject.py"
    file.write_text(PAIR_FILE, encoding="utf-8")
    return file


def compared(tool: Rival, file: Path, *, baseline: str, variant: str) -> RivalAnswer:
    """What the tool says of two variants, one of which does the work of the other twenty times."""
    return tool.compare(file, baseline=baseline, variant=variant, size=5_000, folder=file.parent)


@each_tool
def test_a_variant_that_does_much_more_is_called_different(subject: Path, tool: Rival) -> None:
    """Both tools see it, and say so in our direction: below 1 the variant is worse.

    A machine that changes its speed between the two sides is off by a factor of two or so.
    """
    found = compared(tool, subject, baseline="once", variant="often")
    assert found.different
    assert 1 / 200 < found.ratio < 1 / 2
    assert found.seconds > 0


@needs_pytest_benchmark
def test_the_gate_lets_a_faster_variant_pass(subject: Path) -> None:
    """For pytest-benchmark only what is slower is different; above 1 the variant is better."""
    found = compared(PYTEST_BENCHMARK, subject, baseline="often", variant="once")
    assert not found.different
    assert 2 < found.ratio < 200


@pytest.mark.parametrize(
    ("said", "different"),
    [
        ("Benchmark hidden because not significant (1): workload\n", False),
        ("Mean +- std dev: [a] 51.9 us +- 1.2 us -> [b] 53.6 us +- 0.8 us: 1.03x slower\n", True),
        ("Mean +- std dev: [a] 53.6 us +- 1.2 us -> [b] 51.9 us +- 0.8 us: 1.03x faster\n", True),
        ("Mean +- std dev: [a] 53.6 us +- 1.2 us -> [b] 53.6 us +- 0.8 us: no change\n", True),
    ],
)
def test_the_verdict_of_pyperf_is_its_own(said: str, *, different: bool) -> None:
    """It shows the size of a difference only where it calls it significant."""
    assert _is_significant(said) is different


def test_a_verdict_in_other_words_is_refused() -> None:
    """What cannot be read is no verdict."""
    with pytest.raises(UsageError, match="cannot be read, it says All is well"):
        _is_significant("All\nis well\n")


@pytest.mark.parametrize(
    ("tool", "baseline", "variant"),
    [
        pytest.param(PYPERF, "failing", "once", id="pyperf"),
        pytest.param(
            PYTEST_BENCHMARK, "failing", "once", id="baseline", marks=needs_pytest_benchmark
        ),
        pytest.param(
            PYTEST_BENCHMARK, "once", "failing", id="variant", marks=needs_pytest_benchmark
        ),
    ],
)
def test_a_failing_variant_is_no_answer(
    subject: Path, tool: Rival, baseline: str, variant: str
) -> None:
    """A tool whose run failed has found nothing; one line says which tool, and what was raised."""
    with pytest.raises(UsageError) as caught:
        tool.compare(subject, baseline=baseline, variant=variant, size=10, folder=subject.parent)
    message = str(caught.value)
    assert message.startswith(f"{tool.name} could not ")
    assert message.endswith("subject.py: ValueError: not today")


@pytest.mark.parametrize(
    "tool",
    [
        pytest.param(PyperfCompare(timeout_s=1.5), id="pyperf"),
        pytest.param(
            PytestBenchmark(timeout_s=2.5), id="pytest-benchmark", marks=needs_pytest_benchmark
        ),
    ],
)
def test_a_tool_that_hangs_is_ended_with_its_workers(subject: Path, tool: Rival) -> None:
    """The time is up: one line says so, and nobody is left running."""
    with pytest.raises(UsageError, match=rf"^{tool.name} gave no answer within [12].5 s: "):
        tool.compare(subject, baseline="hanging", variant="once", size=10, folder=subject.parent)
    (note,) = subject.parent.rglob("pid")
    pid = int(note.read_text(encoding="utf-8"))
    assert pid != os.getpid()
    assert becomes_true(lambda: not is_running(pid))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pyperf", PyperfCompare),
        pytest.param("pytest-benchmark", PytestBenchmark, marks=needs_pytest_benchmark),
    ],
)
def test_a_tool_is_known_by_its_name(name: str, kind: type) -> None:
    """Without options, a tool runs with its own defaults."""
    tool = rival(name)
    assert tool == kind()
    assert tool.name == name


def test_an_unknown_tool_is_refused() -> None:
    """The message says which names are known."""
    with pytest.raises(UsageError) as caught:
        rival("stopwatch")
    expected = "cannot compare against stopwatch: use one of pyperf, pytest-benchmark"
    assert str(caught.value) == expected


def test_a_missing_tool_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """pytest-benchmark is optional; the message says how to get it."""
    monkeypatch.setitem(sys.modules, "pytest_benchmark", None)
    with pytest.raises(UsageError) as caught:
        rival("pytest-benchmark")
    expected = "pytest-benchmark is not installed: run 'python -m pip install pytest-benchmark'"
    assert str(caught.value) == expected
