"""Scripts of pyperf: recognised by their text, and run through the commands."""

from collections import defaultdict
from pathlib import Path

import pytest

from pairbench.suites.lazy import UNAWAITED, UNREAD
from pairbench.suites.pyperf.suite import SUITE
from tests.command_line import run

pytestmark = pytest.mark.once

SCRIPT = """
import asyncio
import sys
import time

import pyperf
from beside import NUMBER


def work(n):
    return sum(range(n))


async def waits():
    await asyncio.sleep(0)


def timed(loops, n):
    start = time.perf_counter()
    for _ in range(loops):
        work(n)
    return time.perf_counter() - start


if __name__ == "__main__":
    runner = pyperf.Runner()
    runner.argparser.add_argument("--cases")
    runner.metadata["description"] = "Sums"
    assert runner.parse_args().cases is None
    runner.bench_func("func", work, NUMBER)
    runner.bench_async_func("async_func", waits)
    runner.bench_time_func("time_func", timed, 10, inner_loops=2)
    runner.bench_command("command", [sys.executable, "-c", "pass"])
    runner.timeit("timeit", stmt="sum(values)", setup="values = [1, 2]")
    runner.bench_func("failing", work, "ten")
    print("the end")
"""

CALLED = """
from pyperf import Runner as R


def made():
    return R()


def main():
    made().bench_func("one", len, "a")


main()
"""

OF_ITS_OWN = """
import pyperf


class Own(pyperf.Runner):
    pass


runner = Own()
runner.bench_func("one", len, "a")
"""

NAMES = ["func", "async_func", "time_func", "command", "timeit", "failing"]


@pytest.mark.parametrize(
    ("text", "recognised"),
    [
        (SCRIPT, True),
        ("import pyperf\n\nrunner = pyperf.Runner()\n", True),
        ("from pyperf import Runner\n\nrunner = Runner()\n", True),
        ("import pyperf\n\n\ndef runner():\n    return pyperf.Runner()\n", False),
        ("import pyperf\n\nNAME = 'pyperf.Runner()'\n", False),
        ("runner = Runner()\n", False),
        ("from pyperf._runner import Runner\n\nrunner = Runner()\n", True),
        ("import pyperf as perf\n\nrunner = perf.Runner()\n", True),
        ("import pyperf\nfrom relay import Runner\n\nrunner = Runner()\n", False),
        (CALLED, True),
        (CALLED.replace("main()\n", "_main = main\n"), False),
        (OF_ITS_OWN, True),
        (OF_ITS_OWN.replace("runner = Own()", "RUNNER = Own"), False),
        ("import pyperf\n\nmake = pyperf.Runner\nrunner = make()\n", True),
    ],
)
def test_a_script_makes_a_runner_when_it_is_run(
    tmp_path: Path, text: str, *, recognised: bool
) -> None:
    """A module that only could make one is none."""
    path = tmp_path / "script.py"
    path.write_text(text, encoding="utf-8")
    assert SUITE.recognises(path, named=False) is recognised


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a script that imports its neighbour, and one that ends before it measures."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "perf").mkdir()
    (tmp_path / "perf/script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "perf/beside.py").write_text("NUMBER = 10\n", encoding="utf-8")
    ending = "import pyperf, sys\n\nrunner = pyperf.Runner()\nsys.exit(3)\n"
    (tmp_path / "ending.py").write_text(ending, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_a_script_is_listed_by_its_benchmarks(project: Path) -> None:
    """By the names that it gives them; one that ends before is named, and costs itself."""
    done = run(project, "list")
    assert done.stdout.splitlines() == NAMES
    (line,) = done.stderr.splitlines()
    assert "ending.py: cannot be imported: the script ends with 3: does it want arguments?" in line


WANTING = """
import pyperf

runner = pyperf.Runner()
runner.argparser.add_argument("kind", choices=["dump", "load"])
options = runner.parse_args()
runner.bench_func(f"kind_{options.kind}", len, options.kind)
"""


@pytest.mark.slow
def test_a_script_of_pyperformance_is_run_with_the_arguments_that_stand_beside_it(
    tmp_path: Path,
) -> None:
    """Each set of them has its benchmark; one that the script refuses is named, and hides none."""
    opts = '[tool.pyperformance]\nextra_opts = ["{}"]\n'
    files = {
        "run_benchmark.py": WANTING,
        "pyproject.toml": opts.format("dump"),
        "bm_kind_load.toml": opts.format("load"),
        "bm_kind_none.toml": opts.format("none"),
        "bm_other.toml": opts.format("none") + 'runscript = "other.py"\n',
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run(tmp_path, "check")
    assert done.stdout.splitlines() == ["kind_dump: ok", "kind_load: ok"]
    assert "run_benchmark.py: ends after kind_load, and what would follow is not" in done.stderr
    assert "with none: the script ends with 2" in done.stderr


READING = """
import sys

import pyperf


def main(argv):
    size = int(argv.pop(1))
    pyperf.Runner().bench_func(f"sum_{size}", sum, range(size))


main(sys.argv)
"""


@pytest.mark.slow
def test_a_script_that_reads_its_arguments_itself_is_asked_whether_it_wants_some(
    tmp_path: Path,
) -> None:
    """An index that is out of range says nothing of that; given beside the script, they count."""
    (tmp_path / "reading.py").write_text(READING, encoding="utf-8")
    settings = tmp_path / "pyproject.toml"
    settings.touch()
    done = run(tmp_path, "list")
    assert "IndexError: pop index out of range: does it want arguments?" in done.stderr
    given = '[tool.pyperformance]\nrunscript = "reading.py"\nextra_opts = ["5"]\n'
    settings.write_text(given, encoding="utf-8")
    assert run(tmp_path, "check").stdout.splitlines() == ["sum_5: ok"]


TWICE = """
import pyperf

runner = pyperf.Runner()
runner.bench_func("one", len, "a")
runner.bench_func("one", len, "b")
"""


@pytest.mark.slow
def test_a_name_that_a_script_gives_twice_is_named(tmp_path: Path) -> None:
    """The second is refused by pyperf as well, after it has measured the first."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "twice.py").write_text(TWICE, encoding="utf-8")
    done = run(tmp_path, "check")
    assert done.stdout.splitlines() == ["one: ok"]
    assert "twice.py: ends after one, and what would follow is not found" in done.stderr
    assert "two of its benchmarks are called 'one'" in done.stderr


RAISING = """
from pyperf._runner import Runner

runner = Runner()
runner.bench_func("before", len, "a")
raise ValueError("too early")
runner.bench_func("after", len, "a")
"""


@pytest.mark.slow
def test_what_a_script_measures_before_it_raises_is_found(tmp_path: Path) -> None:
    """It is listed and called, and what the script raises is named with the last before it."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "raising.py").write_text(RAISING, encoding="utf-8")
    done = run(tmp_path, "check")
    assert done.stdout.splitlines() == ["before: ok"]
    (line,) = done.stderr.splitlines()
    assert "raising.py: ends after before, and what would follow is not found: ValueError" in line
    assert done.returncode == 2


@pytest.mark.slow
def test_each_benchmark_of_a_script_is_called(project: Path) -> None:
    """Whatever kind it is; what fails costs itself alone."""
    said = run(project, "check", "perf/script.py").stdout.splitlines()
    assert [f"{name}: ok" for name in NAMES[:-1]] == said[:-2]
    assert said[-2] == "failing: failed"
    assert "TypeError: 'str' object cannot be interpreted as an integer" in said[-1]


UNDONE = """
import pyperf


def rows(n):
    yield from range(n)


async def waits():
    pass


async def forgets():
    return waits()


async def makes_rows():
    return rows(3)


runner = pyperf.Runner()
runner.bench_func("unread", rows, 3)
runner.bench_func("unawaited", waits)
runner.bench_async_func("forgotten", forgets)
runner.bench_async_func("rows_of_it", makes_rows)
runner.bench_async_func("awaited", waits)
runner.bench_func("done", lambda: list(rows(3)))
runner.bench_time_func("standing", lambda loops: 0.0)
runner.bench_time_func("backwards", lambda loops: -1.0)
runner.bench_time_func("silent", lambda loops: None)
"""


@pytest.mark.slow
def test_what_a_call_leaves_to_do_and_what_is_no_time_are_named(tmp_path: Path) -> None:
    """The loops of pyperf throw both away: a change of what is not done could not be seen."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "script.py").write_text(UNDONE, encoding="utf-8")
    done = run(tmp_path, "check", "script.py")
    said: dict[str, str] = defaultdict(str)
    of = ""
    for line in done.stdout.splitlines():
        of = line.partition(":")[0] if not line.startswith(" ") else of
        said[of] += line
    assert UNREAD in said["unread"]
    assert UNAWAITED in said["unawaited"]
    assert UNAWAITED in said["forgotten"]
    assert UNREAD in said["rows_of_it"]
    assert said["awaited"] == "awaited: ok"
    assert said["done"] == "done: ok"
    assert "returns 0.0 for 1,024 loops, which is no time" in said["standing"]
    assert "returns -1.0 for 1 loop, which is no time" in said["backwards"]
    assert "returns None for 1 loop, which is no time" in said["silent"]


@pytest.mark.slow
def test_a_script_is_measured_by_its_own_timers(project: Path) -> None:
    """The loops of a function with inner loops count for as many calls."""
    done = run(project, "run", "--quick", "--only", "*func", "perf/script.py")
    said = [each for each in done.stdout.splitlines() if each.startswith("measured")]
    assert [each.split()[1] for each in said] == ["func", "async_func", "time_func"]


PURE = """
import sys

import pyperf

runner = pyperf.Runner()
runner.bench_func("compiled", int)
sys.modules["_pickle"] = None
import pickle

assert pickle.Pickler.__module__ == "pickle"
runner.bench_func("pure", pickle.dumps, [1])
"""

PLAIN = """
import pickle

import pyperf

assert pickle.Pickler.__module__ == "_pickle"
pyperf.Runner().bench_func("plain", pickle.dumps, [1])
"""


@pytest.mark.slow
def test_a_script_may_choose_the_pure_python_of_a_module(tmp_path: Path) -> None:
    """As in an interpreter that has not imported it yet; the next script has the compiled one."""
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "a_pure.py").write_text(PURE, encoding="utf-8")
    (tmp_path / "plain.py").write_text(PLAIN, encoding="utf-8")
    done = run(tmp_path, "check")
    assert done.stdout.splitlines() == ["compiled: ok", "pure: ok", "plain: ok"]
    assert not done.stderr
