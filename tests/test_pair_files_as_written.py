"""Pair files as people write them, from the command line, with real processes."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.once]

HEAD = '"""Squares?"""\nfrom pairbench import Pair\n'

PAIR = """
pair = Pair(sizes=(10, 20, 30))

@pair.input
def numbers(size): return list(range(size))

@pair.bad
def one(numbers): return [number * number for number in numbers]

@pair.good
def other(numbers): return [number ** 2 for number in numbers]
"""


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def pairbench(
    root: Path,
    *arguments: str,
    flags: tuple[str, ...] = (),
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *flags, "-m", "pairbench", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )


def test_a_start_method_is_set_once(tmp_path: Path) -> None:
    """The file is executed once in a process, however many sizes there are."""
    line = "import multiprocessing\nmultiprocessing.set_start_method('spawn')\n"
    write(tmp_path, {"bench/squares.py": HEAD + line + PAIR})
    done = pairbench(tmp_path, "check")
    assert (done.returncode, done.stdout) == (0, "squares: ok\n"), done.stderr


VARIABLES = ("SHOP_DATA", "OMP_NUM_THREADS", "TZ", "PYTHONHASHSEED", "HTTPS_PROXY")


def test_variables_arrive(tmp_path: Path) -> None:
    """Those of the user, of native libraries and of the interpreter alike."""
    values = dict.fromkeys(VARIABLES, "7")
    line = f"import os\nassert all(os.environ[name] == '7' for name in {VARIABLES})\n"
    write(tmp_path, {"bench/squares.py": HEAD + line + PAIR})
    done = pairbench(tmp_path, "check", environment=values)
    assert (done.returncode, done.stdout) == (0, "squares: ok\n"), done.stderr


def test_a_project_fixes_and_drops_variables(tmp_path: Path) -> None:
    """Whatever the user has set."""
    settings = "[tool.pairbench.environment]\nSHOP_MODE = 'fast'\nSHOP_KEY = false\n"
    line = (
        "import os\nassert os.environ['SHOP_MODE'] == 'fast'\nassert 'SHOP_KEY' not in os.environ\n"
    )
    write(tmp_path, {"pyproject.toml": settings, "bench/squares.py": HEAD + line + PAIR})
    done = pairbench(tmp_path, "check", environment={"SHOP_MODE": "slow", "SHOP_KEY": "1"})
    assert (done.returncode, done.stdout) == (0, "squares: ok\n"), done.stderr


def test_a_file_that_changes_the_folder_changes_nobody_else_s(tmp_path: Path) -> None:
    """The second path is found, and the results land where they should."""
    line = "import os\nos.chdir('/')\n"
    files = {f"bench/{name}.py": HEAD + line + PAIR for name in ("a", "b")}
    write(tmp_path, files)
    done = pairbench(tmp_path, "run", "--quick", "bench/a.py", "bench/b.py")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "reports" / "html" / "index.html").is_file()


@pytest.mark.parametrize("folder", [".", "src"])
def test_every_command_reads_the_same_settings(tmp_path: Path, folder: str) -> None:
    """Where the pairs are and where they import from, also from a folder within the project."""
    write(
        tmp_path,
        {
            "pyproject.toml": "[tool.pairbench]\nbench = ['benchmarks']\n",
            "src/shop_of_this_test.py": "",
            "benchmarks/squares.py": HEAD + "import shop_of_this_test\n" + PAIR,
        },
    )
    listed = pairbench(tmp_path / folder, "list")
    assert (listed.returncode, listed.stdout[:8]) == (0, "squares:"), listed.stderr
    checked = pairbench(tmp_path / folder, "check")
    assert (checked.returncode, checked.stdout) == (0, "squares: ok\n"), checked.stderr


def test_a_broken_file_is_a_notice_for_those_who_did_not_ask_for_it(tmp_path: Path) -> None:
    """It is named, and fails only those who mean it."""
    write(tmp_path, {"bench/a.py": HEAD + PAIR, "bench/b.py": "import no_such_module\n"})
    asked = pairbench(tmp_path, "check", "--only", "a")
    assert asked.returncode == 0
    assert "not asked for: bench/b.py, line 1: cannot be imported" in asked.stderr
    assert pairbench(tmp_path, "check").returncode == 2
    meant = pairbench(tmp_path, "check", "--only", "b.*")
    assert meant.returncode == 2
    assert "not asked for" not in meant.stderr


POOL = """
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from bench._helper import square

@pair.good
def pooled(numbers):
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return list(pool.map(own, numbers))

def own(number):
    return square(number)
"""


def test_the_project_s_own_bench_wins(tmp_path: Path) -> None:
    """Over an installed package of that name, and in child processes as well."""
    write(
        tmp_path,
        {
            "installed/bench/__init__.py": "raise ImportError('somebody else is bench')\n",
            "shop/bench/_helper.py": "def square(number):\n    return number * number\n",
            "shop/bench/squares.py": HEAD + PAIR + POOL,
        },
    )
    environment = {
        "PYTHONPATH": str(tmp_path / "installed"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    done = pairbench(tmp_path / "shop", "check", environment=environment)
    assert (done.returncode, done.stdout) == (0, "squares: ok\n"), done.stdout + done.stderr


def test_flags_of_the_interpreter_reach_the_workers(tmp_path: Path) -> None:
    """An assertion costs nothing under -O, and the record says that it was so."""
    line = "\n@pair.good\ndef asserting(numbers):\n    assert False\n    return one(numbers)\n"
    write(tmp_path, {"bench/squares.py": HEAD + PAIR + line})
    assert pairbench(tmp_path, "check").returncode != 0
    done = pairbench(tmp_path, "run", "--quick", flags=("-O",))
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = tmp_path.glob("reports/runs/*/run.json")
    assert "-O" in json.loads(file.read_text(encoding="utf-8"))["run"]["environment"]["flags"]
