"""A catalogue under pytest: real pytest in processes of its own, with and without other plugins."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pairbench.pytest_plugin.hooks import ALONE
from tests.command_line import ADDING, write

pytestmark = [pytest.mark.slow, pytest.mark.once]

DEMONSTRATED = '''
"""Does a default that can be changed keep what was put into it?"""

from pairbench import Pair

pair = Pair(sizes=(1,))


@pair.input
def number(size: int) -> int:
    return size


@pair.bad
def shared(number: int, kept: list[int] = []) -> list[int]:
    kept.append(number)
    return list(kept[-1:])


@pair.good
def fresh(number: int, kept: list[int] | None = None) -> list[int]:
    return [number]


@pair.behaviour
def forgets(function) -> str:
    function(1)
    assert len(function.__defaults__[0] or []) == 0
    return "nothing is kept"
'''

QUICK = ("--benchmark-min-rounds=1", "--benchmark-max-time=0.005", "--benchmark-min-time=0.000001")

MUTATING = '''
"""Is sorting in place quicker?"""

from pairbench import Pair

pair = Pair(sizes=(10,), mutates=True)


@pair.input
def numbers(size):
    return list(range(size, 0, -1))


@pair.bad
async def made(numbers):
    return sorted(numbers)


@pair.good
def in_place(numbers):
    assert numbers[0] > numbers[-1], "somebody has sorted it already"
    numbers.sort()
    return numbers
'''


def pytest_in(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What pytest says in a project, whatever runs these tests."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**given, "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
    )


def counts(done: subprocess.CompletedProcess[str]) -> Counter[str]:
    """How many tests came out how."""
    last = done.stdout.strip().splitlines()[-1]
    found = re.findall(r"(\d+) (passed|failed|skipped|errors?)", last)
    return Counter({word.rstrip("s"): int(number) for number, word in found})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a pair; its settings keep pytest from looking further up."""
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    write(tmp_path, "sums/adding.py", ADDING)
    return tmp_path


def test_what_a_pair_promises_is_pytest_in(root: Path) -> None:
    """Its results, and each behaviour of each variant: the bad one has to fail."""
    write(root, "demonstrated.py", DEMONSTRATED)
    done = pytest_in(root, "bench/", "-v")
    assert done.returncode == 0, done.stdout + done.stderr
    for each in (
        "bench/demonstrated.py::pair::results PASSED",
        "bench/demonstrated.py::pair::forgets[shared] PASSED",
        "bench/demonstrated.py::pair::forgets[fresh] PASSED",
        "bench/sums/adding.py::pair::results PASSED",
    ):
        assert each in done.stdout
    assert counts(done) == {"passed": 4}


def test_a_pair_that_does_not_hold_fails_by_itself(root: Path) -> None:
    """In the words of the check, and without a traceback of ours; the others go on."""
    write(root, "wrong.py", ADDING.replace("return number + number", "return number"))
    write(root, "faulty.py", ADDING.replace("@pair.bad", "@pair.good"))
    write(root, "broken.py", ADDING + "\nimport nowhere_at_all\n")
    done = pytest_in(root, "bench/", "--continue-on-collection-errors")
    assert done.returncode == 1
    assert "added does not return what summed returns" not in done.stderr
    assert "added at 1 wrong during check: added does not return what summed" in done.stdout
    assert "bench/faulty.py: pair faulty: has no baseline" in done.stdout
    assert re.search(r"bench/broken\.py, line \d+: cannot be imported: Module", done.stdout)
    assert "checking.py" not in done.stdout
    assert counts(done) == {"failed": 2, "passed": 1, "error": 1}


def test_the_catalogue_is_a_suite_of_pytest_benchmark(root: Path) -> None:
    """Each variant at each size, in a group for each pair; its own tool compares the files."""
    write(root, "mutating.py", MUTATING)
    for name in ("x.json", "y.json"):
        done = pytest_in(root, "bench/", "--benchmark-only", f"--benchmark-json={name}", *QUICK)
        assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads((root / "x.json").read_text(encoding="utf-8"))["benchmarks"]
    assert sorted((each["group"], each["fullname"]) for each in found) == [
        ("mutating", "bench/mutating.py::pair::in_place[10]"),
        ("mutating", "bench/mutating.py::pair::made[10]"),
        *(
            ("sums/adding", f"bench/sums/adding.py::pair::{each}")
            for each in ("added[1]", "added[2]", "summed[1]", "summed[2]")
        ),
    ]
    first = next(each for each in found if each["name"] == "added[2]")
    assert first["params"] == {"size": 2}
    assert first["extra_info"]["role"] == "good"
    compared = subprocess.run(
        [sys.executable, "-m", "pytest_benchmark", "compare", "x.json", "y.json"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert compared.returncode == 0, compared.stderr
    assert "benchmark 'sums/adding': 8 tests" in compared.stdout


def test_what_fails_its_check_is_not_timed(root: Path) -> None:
    """A variant that does another job is not a faster one."""
    write(root, "sums/adding.py", ADDING.replace("return number + number", "return number"))
    done = pytest_in(root, "bench/", "--benchmark-only", *QUICK)
    assert done.returncode == 1
    assert "added does not return what summed returns" in done.stdout
    assert counts(done) == {"failed": 2, "passed": 2}


def test_what_is_timed_runs_in_one_process(root: Path) -> None:
    """Although several are asked for, and that is said; the checks are spread over them."""
    pytest.importorskip("xdist")
    done = pytest_in(root, "bench/", "-n", "2", "--benchmark-only", *QUICK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ALONE in done.stdout
    assert counts(done) == {"passed": 4}
    spread = pytest_in(root, "bench/", "-n", "2")
    assert ALONE not in spread.stdout
    assert counts(spread) == {"passed": 1}


def test_nothing_is_needed_of_pytest_benchmark(root: Path) -> None:
    """Where it is not there, what pairs promise is tested all the same."""
    done = pytest_in(root, "-p", "no:benchmark", "-p", "no:xdist", "bench/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert counts(done) == {"passed": 1}


@pytest.mark.parametrize("arguments", [["bench/sums/adding.py"], ["-o", "python_files=*.py"]])
def test_a_file_is_collected_once(root: Path, arguments: list[str]) -> None:
    """Also where pytest itself would take it for a file of tests."""
    done = pytest_in(root, *arguments, "-v")
    assert counts(done) == {"passed": 1}, done.stdout


def test_a_folder_of_another_name_is_looked_into(root: Path) -> None:
    """Where the project says that its pairs are there."""
    (root / "bench").rename(root / "speed")
    assert counts(pytest_in(root)) == {}
    settings = '[tool.pytest.ini_options]\n[tool.pairbench]\nbench = ["speed"]\n'
    (root / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert counts(pytest_in(root)) == {"passed": 1}


def test_other_people_s_bench_is_left_alone(tmp_path: Path) -> None:
    """Nothing in it is collected or imported, and nothing of pairbench is loaded but its hooks."""
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\n", encoding="utf-8")
    write(tmp_path, "bench_sorting.py", "raise SystemExit('nobody may import this')\n")
    write(tmp_path, "pairs.py", "# of socks, and not of pairbench\nclass Pair: ...\n")
    (tmp_path / "test_own.py").write_text(
        "import sys\n\n\ndef test_own():\n"
        "    own = {each for each in sys.modules if each.startswith('pairbench.')}\n"
        "    plugin = 'pairbench.pytest_plugin'\n"
        "    assert own == {plugin, f'{plugin}.hooks', f'{plugin}.held'}\n"
        "    assert not {'numpy', 'pydantic', 'pyperf'} & set(sys.modules)\n",
        encoding="utf-8",
    )
    done = pytest_in(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert counts(done) == {"passed": 1}
