"""Benchmarks of asv through the commands: real processes, discovered by asv_runner."""

from pathlib import Path

import pytest

from tests.command_line import run
from tests.git import write

pytestmark = [pytest.mark.slow, pytest.mark.once]

SUMS = """
import itertools
import os


def time_plain():
    sum(range(100))


time_plain.pretty_name = "A plain sum"


class Sums:
    params = ([10, 1000], ["a", "b"])
    param_names = ["n", "letter"]
    timeout = 30

    def setup(self, n, letter):
        if (n, letter) == (1000, "b"):
            raise NotImplementedError("a thousand b do not fit")
        self.values = list(range(n))
        open("here.txt", "w").close()

    def teardown(self, n, letter):
        os.remove("here.txt")

    def time_sum(self, n, letter):
        os.stat("here.txt")

    def peakmem_list(self, n, letter):
        list(range(n))

    def track_length(self, n, letter):
        return len(self.values)


class Cached:
    def setup_cache(self):
        open("cache.txt", "w").close()
        return {"one": 1}

    def time_get(self, cache):
        assert cache["one"] == 1
        os.stat("cache.txt")


def timeraw_import():
    return "import json"


counted = itertools.count()


def track_moving():
    return next(counted)


def time_failing():
    raise ValueError("no")


def time_moving():
    print("moved")
    os.chdir("/")
"""

CONF = """
{"version": 1, "pythons": ["3.11"], "matrix": {"env": {"SHOP_ONE": ["1"]}}} // of asv
"""

FINE = """
import os

ONE = os.environ["SHOP_ONE"]


def time_it():
    os.environ["SHOP_ONE"]
"""

FIT = (
    "sub.fine.time_it",
    "sums.Cached.time_get",
    "sums.Sums.peakmem_list(10, 'a')",
    "sums.Sums.time_sum(10, 'b')",
    "sums.Sums.track_length(1000, 'a')",
    "sums.time_moving",
    "sums.time_plain",
    "sums.timeraw_import",
    "sums.track_moving",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with asv benchmarks, one file of which cannot be imported."""
    files = {
        "asv.conf.json": CONF,
        "benchmarks/__init__.py": "",
        "benchmarks/sums.py": SUMS,
        "benchmarks/sub/__init__.py": "",
        "benchmarks/sub/fine.py": FINE,
        "benchmarks/sub/broken.py": "import nothing_of_that_name\n",
        "pyproject.toml": "",
    }
    write(tmp_path, files)
    return tmp_path


def test_each_benchmark_is_listed_with_its_parameters(project: Path) -> None:
    """By the names that asv has for them; what is not followed is said once."""
    done = run(project, "list")
    names = done.stdout.splitlines()
    assert set(FIT) < set(names)
    assert len([each for each in names if each.startswith("sums.Sums.time_sum(")]) == 4
    notes = done.stderr.splitlines()
    assert notes[0] == "pairbench: asv.conf.json: pythons are asv's, and are not followed here"
    assert notes[1].startswith("pairbench: benchmarks/sub/broken.py: cannot be imported: Module")
    assert len(notes) == 2


def test_each_benchmark_is_set_up_and_called(project: Path) -> None:
    """In a folder of its own, with its cache and parameters; each costs itself alone."""
    done = run(project, "check", "benchmarks")
    said = done.stdout.splitlines()
    for name in FIT:
        assert f"{name}: ok" in said, done.stdout
    assert "sums.Sums.time_sum(1000, 'b'): skipped" in said
    why = "  sums.Sums.time_sum(1000, 'b'): skipped during check: "
    assert f"{why}NotImplementedError: a thousand b do not fit" in done.stdout
    raised = "  sums.time_failing: raised during check: ValueError: no (benchmarks/sums.py, line"
    assert any(each.startswith(raised) for each in said), done.stdout
    assert "its figure is another one at each call (0 and 1)" in done.stdout
    assert not (project / "here.txt").exists()


def test_time_and_memory_are_measured(project: Path) -> None:
    """The peak of a list is that of its numbers and its places for them."""
    done = run(project, "run", "--quick", "--only", "sums.Sums.peakmem_list(1000, 'a')")
    (line,) = (each for each in done.stdout.splitlines() if each.startswith("measured"))
    assert "sums.Sums.peakmem_list(1000, 'a') at 1 call: " in line
    assert "peak 3" in line
