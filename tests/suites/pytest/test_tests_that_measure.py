"""Tests with a benchmark fixture or mark, through the commands: real processes, real pytest."""

from pathlib import Path

import pytest

from tests.command_line import run
from tests.git import write

pytestmark = [pytest.mark.slow, pytest.mark.once]

CONFTEST = """
import pytest


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def numbers():
    yield list(range(100))
    print("the numbers are put away")
"""

TESTS = """
import os
import sqlite3
import threading

import pytest


def test_call(benchmark, numbers):
    benchmark.group = "sums"
    benchmark.extra_info["n"] = len(numbers)
    assert benchmark(sum, numbers) == 4950


@pytest.mark.parametrize("n", [1, 10])
def test_parameter(benchmark, n):
    @benchmark
    def total():
        return sum(range(n))
    assert total == n * (n - 1) // 2


class TestClass:
    @pytest.mark.benchmark(group="pops")
    def test_pedantic(self, benchmark):
        lengths = set()

        def pop(values):
            lengths.add(len(values))
            values.clear()

        benchmark.pedantic(pop, setup=lambda: (([1, 2, 3],), {}), rounds=3)
        assert lengths == {3}


def test_files(benchmark, tmp_path):
    def set_up():
        (tmp_path / "made").mkdir()
        return (tmp_path / "made" / "file",), {}

    def take_down(path):
        path.unlink()
        path.parent.rmdir()

    benchmark.pedantic(lambda path: path.write_text("x"), setup=set_up, teardown=take_down)
    assert not any(tmp_path.iterdir())


@pytest.mark.benchmark
def test_body(numbers):
    assert sum(numbers) == 4950


@pytest.mark.benchmark
@pytest.mark.anyio
async def test_awaited_body():
    import asyncio
    await asyncio.sleep(0)


def test_thread(benchmark, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    database = sqlite3.connect("here.db")
    print("printed")
    assert benchmark(database.execute, "select 1").fetchone() == (1,)
    assert os.path.exists(tmp_path / "here.db")


def test_wrong(benchmark):
    assert benchmark(int, "3") == 4


def test_raising(benchmark):
    benchmark(int, "three")


def test_expected(benchmark):
    with pytest.raises(ValueError, match="three"):
        benchmark(int, "three")


def test_skipped(benchmark):
    pytest.skip("not on this machine")


@pytest.mark.skipif(True, reason="never")
def test_never(benchmark):
    benchmark(int)


def test_woven(benchmark):
    benchmark.weave(int)


@pytest.mark.anyio
async def test_awaited(benchmark):
    async def work():
        return 3
    assert await benchmark(work) == 3


def test_awaited_by_whoever_calls(benchmark):
    async def work():
        return 3
    benchmark(work)


@pytest.mark.xfail(raises=ValueError, strict=True, reason="not yet")
def test_expected_by_its_mark(benchmark):
    benchmark(int, "one")


@pytest.mark.xfail(raises=KeyError)
def test_expected_otherwise(benchmark):
    benchmark(int, "one")


def test_leaving(benchmark):
    pytest.exit("enough")
    benchmark(int)


def test_forgetful(benchmark):
    pass


def test_lacking(benchmark):
    import nothing_of_that_name


def test_elsewhere(benchmark):
    seen = []
    thread = threading.Thread(target=lambda: seen.append(benchmark(int)))
    thread.start()
    thread.join()
    assert seen


class TestKeeping:
    def setup_method(self):
        self.numbers = (each for each in range(10))

    def test_kept(self, benchmark):
        assert benchmark(lambda: sum(self.numbers)) == 45


def test_of_something_else():
    assert False
"""

SETTINGS = """
[tool.pytest.ini_options]
addopts = "--benchmark-columns=min --strict-markers -n 2"
"""

FIT = (
    "test_call",
    "test_parameter[1]",
    "test_parameter[10]",
    "TestClass::test_pedantic",
    "test_files",
    "test_body",
    "test_awaited_body",
    "test_thread",
    "test_awaited_by_whoever_calls",
)

UNFIT = {
    "test_wrong": "raised during check: the test fails: AssertionError: assert 3 == 4",
    "test_raising": "raised during check: ValueError: invalid literal for int()",
    "test_expected": "skipped during check: its call raises what the test expects, and has no",
    "test_skipped": "skipped during check: not on this machine",
    "test_never": "skipped during check: never",
    "test_woven": "the test fails: weave is not supported: call benchmark(function) instead",
    "test_expected_by_its_mark": "skipped during check: its call raises what the test expects, and",
    "test_expected_otherwise": "raised during check: ValueError: invalid literal for int()",
    "test_leaving": "raised during check: pytest is stopped: Exit: enough",
    "test_awaited": "it stands in an event loop that runs already: take the test out of the loop",
    "test_forgetful": "skipped during check: the test measures nothing: it does not",
    "test_elsewhere": "its benchmark is called in another thread than that of its test",
    "TestKeeping::test_kept": "skipped during check: its call reads the iterator that it is given",
    "test_lacking": "the test fails: ModuleNotFoundError: No module named 'nothing_of_that_name'",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose tests measure."""
    files = {
        "pyproject.toml": SETTINGS,
        "tests/conftest.py": CONFTEST,
        "tests/test_sums.py": TESTS,
        "tests/test_broken.py": "import nothing_of_that_name\n\n\ndef test_it(benchmark): ...\n",
        "tests/test_other.py": "def test_it():\n    assert False\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_tests_are_listed_by_the_names_that_people_know(project: Path) -> None:
    """Found without being told where; what cannot be collected costs itself alone."""
    done = run(project, "list")
    assert sorted(done.stdout.splitlines()) == sorted(
        f"tests/test_sums.py::{name}" for name in (*FIT, *UNFIT)
    )
    (line,) = done.stderr.splitlines()
    assert line.startswith("pairbench: tests/test_broken.py: cannot be collected: ModuleNotFound")
    assert done.returncode == 2


def test_each_test_is_run_by_pytest_and_costs_itself_alone(project: Path) -> None:
    """With conftest, fixtures, parameters, classes and plug-ins; what is wrong has one line."""
    done = run(project, "check", "tests/test_sums.py")
    said = done.stdout.splitlines()
    for name in FIT:
        assert f"tests/test_sums.py::{name}: ok" in said, done.stdout
    for name, why in UNFIT.items():
        (line,) = (each for each in said if each.startswith(f"  tests/test_sums.py::{name}: "))
        assert why in line
    assert len(said) == len(FIT) + 2 * len(UNFIT)
    assert sorted(each.name for each in project.iterdir()) == ["pyproject.toml", "tests"]


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("pytest.exit('needs a database')", "needs a database"),
        ("def pytest_sessionstart(): pytest.exit('needs a database', 7)", "needs a database"),
        ("def pytest_sessionstart(): raise ValueError('a plug-in broke')", "a plug-in broke"),
        ("def pytest_configure(): raise ValueError('a plug-in broke')", "a plug-in broke"),
    ],
)
def test_what_ends_pytest_before_it_collects_is_said(tmp_path: Path, code: str, why: str) -> None:
    """A file whose tests nobody sees is named, however pytest came to its end."""
    files = {
        "pyproject.toml": SETTINGS,
        "tests/conftest.py": f"import pytest\n\n{code}\n",
        "tests/test_one.py": "def test_one(benchmark):\n    benchmark(int)\n",
    }
    write(tmp_path, files)
    done = run(tmp_path, "list")
    assert done.stderr.startswith("pairbench: tests/test_one.py: cannot be collected: ")
    assert why in done.stderr
    assert done.returncode == 2


def test_an_option_that_no_plugin_knows_is_named(tmp_path: Path) -> None:
    """It is that of a plug-in which is not installed; how pytest is used is no reason."""
    settings = '[tool.pytest.ini_options]\naddopts = "--cov=shop --nobodys-file=setup.cfg"\n'
    test = "def test_one(benchmark):\n    benchmark(int)\n"
    write(tmp_path, {"pyproject.toml": settings, "tests/test_one.py": test})
    done = run(tmp_path, "list")
    assert "cannot be collected: unrecognized arguments: --nobodys-file=setup.cfg (" in done.stderr
    assert done.returncode == 2


def test_what_pytest_says_of_a_file_in_its_own_words_is_told(tmp_path: Path) -> None:
    """It begins with what is wrong, names a test somewhere, and ends with an advice."""
    same = 'pytestmark = pytest.mark.parametrize("n", [1, 2], ids=["a", "a"])'
    files = {
        "pytest.ini": "[pytest]\nstrict_parametrization_ids = true\n",
        "tests/test_one.py": f"import pytest\n{same}\ndef test_one(benchmark, n): benchmark(int)\n",
    }
    write(tmp_path, files)
    said = run(tmp_path, "list").stderr
    assert "cannot be collected: tests/test_one.py::test_one: Duplicate parametrization" in said


def test_a_plugin_that_cannot_be_imported_is_named_with_its_line(tmp_path: Path) -> None:
    """Of that pytest 9.2 speaks on its way out, and calls nobody."""
    files = {
        "pytest.ini": "[pytest]\naddopts = -p broken\npythonpath = .\n",
        "broken.py": "raise TypeError('of an older pytest')\n",
        "tests/test_one.py": "def test_one(benchmark):\n    benchmark(int)\n",
    }
    write(tmp_path, files)
    said = run(tmp_path, "list").stderr
    assert said.startswith("pairbench: tests/test_one.py: cannot be collected: ")
    assert "of an older pytest" in said


def test_what_fails_in_pytest_itself_is_not_to_be_mended_in_the_tests(tmp_path: Path) -> None:
    """A setting is named as such; of what a conftest raises, its line is told."""
    broken = "def pytest_collection_modifyitems():\n    raise ValueError('no')\n"
    files = {
        "one/pytest.ini": "[pytest]\nrequired_plugins = pytest-of-nobody\n",
        "two/pytest.ini": "[pytest]\n",
        "two/conftest.py": broken,
        "three/pytest.ini": "[pytest]\nfilterwarnings =\n  error\n  ignore::of_nobody.Warned\n",
    }
    write(tmp_path, files)
    for each in ("one", "two", "three"):
        write(tmp_path, {f"{each}/test_one.py": "def test_one(benchmark):\n    benchmark(int)\n"})
    said = run(tmp_path / "one", "list").stderr
    assert "Missing required plugins: pytest-of-nobody; mend the settings of pytest" in said
    said = run(tmp_path / "two", "list").stderr
    assert "ValueError: no (two/conftest.py, line 2); mend the file" in said
    said = run(tmp_path / "three", "list").stderr
    assert "ignore::of_nobody.Warned; mend the settings of pytest" in said


def test_a_run_measures_time_and_memory_of_a_test(project: Path) -> None:
    """The report has the test by its name; what was chosen by it is measured alone.

    pytest is not begun anew for every round: workers are forked where the test is about to call.
    """
    done = run(project, "run", "--quick", "--only", "test_parameter[10]")
    (line,) = (each for each in done.stdout.splitlines() if each.startswith("measured"))
    assert "tests/test_sums.py::test_parameter[10] at 1 call: " in line
    assert " peak " in line
    (rounds,) = project.glob("reports/runs/*/timing/tests/*")
    assert '"pairbench_start":"forked"' in rounds.read_text(encoding="utf-8")
    page = (project / "reports/html/index.html").read_text(encoding="utf-8")
    assert "test_parameter[10]" in page
    assert "sum(range(n))" in page


def test_a_conftest_that_is_no_python_is_named_with_its_line(project: Path) -> None:
    """What pytest says first of it is a line of the file; what is wrong with it comes later."""
    (project / "tests/conftest.py").write_text("import os\nbroken = = 1\n", encoding="utf-8")
    done = run(project, "list", "tests/test_sums.py")
    assert "cannot be collected: SyntaxError: invalid syntax (" in done.stderr
    assert "tests/conftest.py, line 2); mend the file" in done.stderr
    assert done.returncode == 2


STRICT = """
[tool.pytest.ini_options]
addopts = "-W error --strict-markers --strict-config --ff -m 'not benchmark'"
cache_dir = "remembered"
python_files = ["bench_*.py"]
python_functions = ["bench_*"]
markers = ["benchmark: measures"]
"""

OF_THE_STRICT = """
import pytest


@pytest.fixture(autouse=True)
def remembered(request):
    assert request.config.cache.get("sums", 1) == 1


@pytest.mark.codspeed_benchmark
def bench_body():
    sum(range(100))


class TestSums:
    @pytest.fixture(autouse=True)
    def measured_by(self, benchmark):
        self.benchmark = benchmark

    @pytest.mark.benchmark(group="sums")
    def bench_self(self, codspeed_benchmark):
        assert codspeed_benchmark is self.benchmark
        self.benchmark(sum, range(100))
"""


def test_a_project_that_is_strict_and_leaves_benchmarks_out_is_measured(tmp_path: Path) -> None:
    """Its names, marks and warnings hold; what keeps benchmarks out of an everyday run does not.

    Nothing is remembered in its folder.
    """
    (tmp_path / "perf").mkdir()
    (tmp_path / "pyproject.toml").write_text(STRICT, encoding="utf-8")
    (tmp_path / "perf/bench_sums.py").write_text(OF_THE_STRICT, encoding="utf-8")
    done = run(tmp_path, "check")
    assert done.stdout.splitlines() == [
        "perf/bench_sums.py::bench_body: ok",
        "perf/bench_sums.py::TestSums::bench_self: ok",
    ], done.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["perf", "pyproject.toml"]


def test_a_profile_of_hypothesis_is_not_asked_of_benchmarks_that_lie_elsewhere(
    tmp_path: Path,
) -> None:
    """Only the conftest of the other tests makes it; neither does a plug-in that is put away."""
    pytest.importorskip("hypothesis")
    files = {
        "pytest.ini": "[pytest]\naddopts = --hypothesis-profile=of-the-tests -p no:benchmark\n",
        "perf/test_one.py": "def test_one(benchmark):\n    benchmark(int)\n",
    }
    write(tmp_path, files)
    checked = run(tmp_path, "check")
    assert checked.stdout.splitlines() == ["perf/test_one.py::test_one: ok"], checked.stderr


def test_a_folder_that_options_leave_behind_is_no_part_of_a_file(tmp_path: Path) -> None:
    """What pytest collects because an option names a folder is listed with its own file alone."""
    files = {
        "pytest.ini": "[pytest]\naddopts = tests/more\n",
        "tests/test_one.py": "def test_one(benchmark):\n    benchmark(int)\n",
        "tests/more/test_two.py": "def test_two(benchmark):\n    benchmark(int)\n",
    }
    write(tmp_path, files)
    listed, checked = run(tmp_path, "list"), run(tmp_path, "check")

    names = ["tests/more/test_two.py::test_two", "tests/test_one.py::test_one"]
    assert sorted(listed.stdout.splitlines()) == names
    assert listed.stderr == ""
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert sorted(checked.stdout.splitlines()) == [f"{name}: ok" for name in names]


FOLLOWED = """
import coverage
import shop

assert coverage.Coverage.current() is None


def test_sell(benchmark):
    assert benchmark(lambda: (shop.sell(), coverage.Coverage.current())) == (3, None)
"""


@pytest.mark.exact
def test_no_line_is_followed_where_a_project_asks_for_coverage(tmp_path: Path) -> None:
    """Neither while its tests are collected nor while they are measured; nothing is written."""
    files = {
        "pytest.ini": "[pytest]\naddopts = --cov=shop --cov-report=term\npythonpath = src\n",
        "src/shop.py": "def sell():\n    return 3\n",
        "tests/test_shop.py": FOLLOWED,
    }
    write(tmp_path, files)
    done = run(tmp_path, "check")
    assert done.stdout == "tests/test_shop.py::test_sell: ok\n", done.stdout + done.stderr
    assert not list(tmp_path.glob(".coverage*"))


OF_MANY_KINDS = """
import unittest

import pytest


@pytest.mark.benchmark
class TestSums(unittest.TestCase):
    def setUp(self):
        self.values = [1, 2]

    def tearDown(self):
        del self.values

    def test_case(self):
        self.assertEqual(sum(self.values), 3)

    def test_case_wrong(self):
        self.assertEqual(sum(self.values), 4)

    @unittest.skip("not today")
    def test_case_skipped(self):
        pass


def test_asking(request):
    assert request.getfixturevalue("benchmark")(int) == 0


def test_figures(benchmark):
    assert benchmark.stats is None
    benchmark(sum, range(1000))
    assert 0 < benchmark.stats.stats.min <= benchmark.stats["mean"] <= benchmark.stats.stats.max
    assert benchmark.stats.get("nothing") is None
    stats = benchmark.stats.stats
    assert all(benchmark.stats[name] is not None for name in stats.fields)
    assert stats.as_dict().keys() == set(stats.fields)
    assert stats.ld15iqr in stats.data and stats.hd15iqr in stats.sorted_data
    assert not benchmark.has_error and not benchmark.stats.has_error and not benchmark.skipped


@pytest.mark.parametrize("n", [3])
def test_of_its_parameters(benchmark, n):
    assert (benchmark.param, benchmark.params) == ("3", {"n": 3})
    benchmark(sum, range(n))


def test_wanted(benchmark, pytestconfig):
    if not pytestconfig.getoption("--benchmark-only"):
        pytest.skip("benchmarks are not wanted")
    benchmark(int)
"""

NOT_HERE = """
import pytest

pytest.importorskip("nothing_of_that_name", reason="needs nothing_of_that_name")


def test_it(benchmark):
    benchmark(int)
"""


def test_cases_figures_and_files_that_are_skipped(tmp_path: Path) -> None:
    """A test case is set up around its body, and a test may read its figures.

    A file that is skipped as a whole is said to be, since nobody sees the names of its tests.
    """
    files = {
        "pytest.ini": "[pytest]\naddopts = --benchmark-warmup on --benchmark-skip\n",
        "tests/test_kinds.py": OF_MANY_KINDS,
        "tests/test_not_here.py": NOT_HERE,
    }
    write(tmp_path, files)
    said = run(tmp_path, "check").stdout.splitlines()

    for name in (
        "TestSums::test_case",
        "test_asking",
        "test_figures",
        "test_wanted",
        "test_of_its_parameters[3]",
    ):
        assert f"tests/test_kinds.py::{name}: ok" in said, said
    skipped, wrong, whole = (each for each in said if each.startswith("  "))
    assert wrong.startswith("  tests/test_kinds.py::TestSums::test_case_wrong: raised during check")
    assert skipped.endswith("test_case_skipped: skipped during check: not today")
    assert whole == "  tests/test_not_here.py: skipped during check: needs nothing_of_that_name"


OF_ONE_THAT_PAUSES = """
def pytest_configure(config):
    plugin = config.pluginmanager.get_plugin("_cov")
    plugin.options.no_cov = True
    if plugin.cov_controller:
        plugin.cov_controller.pause()
"""


def test_a_conftest_may_speak_to_the_plugin_that_would_follow_lines(tmp_path: Path) -> None:
    """It pauses it for benchmarks, as pytest-cov advises; it is there, and follows nothing."""
    files = {
        "pytest.ini": "[pytest]\naddopts = --cov=tests\n",
        "tests/conftest.py": OF_ONE_THAT_PAUSES,
        "tests/test_one.py": "def test_one(benchmark):\n    benchmark(int)\n",
    }
    write(tmp_path, files)
    done = run(tmp_path, "check")
    assert done.stdout == "tests/test_one.py::test_one: ok\n", done.stdout + done.stderr


OF_WHAT_IS_REWRITTEN = """
import xdist.plugin


def test_loaders(benchmark):
    benchmark(int)
    assert type(xdist.plugin.__loader__).__name__ == "SourceFileLoader"
    assert type(__loader__).__name__ == "AssertionRewritingHook"
"""


def test_assertions_of_installed_plugins_are_not_rewritten(tmp_path: Path) -> None:
    """Every process would do it anew where nothing may be written; those of tests are rewritten."""
    files = {"pytest.ini": "[pytest]\n", "tests/test_one.py": OF_WHAT_IS_REWRITTEN}
    write(tmp_path, files)
    done = run(tmp_path, "check")
    assert done.stdout == "tests/test_one.py::test_loaders: ok\n", done.stdout + done.stderr
