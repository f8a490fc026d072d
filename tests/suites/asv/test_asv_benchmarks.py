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
    assert notes[0] == "pairbench: asv.conf.json: pythons is asv's, and is not followed here"
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


LOCKED = """
import threading


class Locked:
    def setup_cache(self):
        return threading.Lock()

    def time_lock(self, lock):
        lock.locked()
"""


def test_a_cache_that_cannot_be_carried_is_told_of_in_the_words_of_asv(project: Path) -> None:
    """A class of asv has no resource whose scope could be said otherwise."""
    (project / "benchmarks/sums.py").write_text(LOCKED, encoding="utf-8")
    said = run(project, "check", "--only", "sums.Locked.*").stdout
    assert "pickle cannot carry" in said
    assert "have its setup_cache return what pickle can carry" in said
    assert "scope=" not in said


UNFIT = """
from asv_runner.benchmarks.mark import skip_benchmark, skip_benchmark_if


class Unmade:
    def __init__(self):
        raise OSError("no data")

    def time_unmade(self):
        pass


class Miswritten:
    params = 5

    def time_miswritten(self, n):
        pass


class Empty:
    params = [[], [1]]

    def time_empty(self, a, b):
        pass


@skip_benchmark
class Left:
    def time_left(self):
        pass


class Methods:
    @skip_benchmark_if(True)
    def time_method(self):
        pass


@skip_benchmark_if(False)
class Wanted:
    def time_wanted(self):
        pass


def time_by_hand():
    pass


time_by_hand.skip_benchmark = True


def time_named():
    pass


time_named.benchmark_name = "other.time_names"


def time_last():
    pass
"""


@pytest.fixture
def unfit(tmp_path: Path) -> Path:
    """A project of which some benchmarks cannot be made, and some are not to be measured."""
    files = {
        "asv.conf.json": CONF,
        "benchmarks/__init__.py": "def time_of_package():\n    pass\n",
        "benchmarks/a_broken.py": "import nothing_of_that_name\n",
        "benchmarks/unfit.py": UNFIT,
        "pyproject.toml": "",
    }
    write(tmp_path, files)
    return tmp_path


def test_a_benchmark_that_cannot_be_made_hides_no_other(unfit: Path) -> None:
    """It is named with its file and with what it raised; the others are found and called.

    Those whose names do not say in which module they are have the others' modules to get past.
    """
    done = run(unfit, "check")
    unmade = "benchmarks/unfit.py: pair unfit.{}: asv_runner cannot make it: {}; mend the file"
    assert unmade.format("Unmade.time_unmade", "OSError: no data") in done.stderr
    why = "TypeError: 'int' object is not iterable"
    assert unmade.format("Miswritten.time_miswritten", why) in done.stderr
    for name in ("time_of_package", "other.time_names", "unfit.time_last"):
        assert f"{name}: ok" in done.stdout.splitlines(), done.stdout


def test_a_benchmark_that_is_not_to_be_measured_has_a_line(unfit: Path) -> None:
    """One that is marked, and one with an empty list of parameters: asv says nothing of them."""
    said = run(unfit, "check").stdout
    for name in ("Left.time_left", "Methods.time_method", "time_by_hand"):
        assert f"unfit.{name}: skipped during check: it is marked to be skipped" in said
    assert "unfit.Empty.time_empty: skipped during check: its params leave nothing" in said


def test_a_class_whose_mark_does_not_hold_is_measured(unfit: Path) -> None:
    """asv_runner wraps it in a function all the same, and finds no benchmark in that."""
    assert "unfit.Wanted.time_wanted: ok" in run(unfit, "check").stdout.splitlines()
