"""Tests of how a worker's interpreter is called, and of what it need not compile."""

import subprocess
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

KEEP = """
import sys
from pathlib import Path
from pairbench.measure.processes.interpreter import keep_compiled
keep_compiled((Path(sys.argv[1]),))
"""


@pytest.mark.parametrize("level", ["-B", "-BO"])
def test_the_harness_is_compiled_once_where_imports_write_nothing(
    tmp_path: Path, level: str
) -> None:
    """Its bytecode is kept beside it, that of the level at which it runs."""
    module = tmp_path / "module.py"
    module.write_text("assert True\n")
    subprocess.run([sys.executable, level, "-c", KEEP, str(tmp_path)], check=True)
    kept = cache_from_source(str(module), optimization="1" if "O" in level else "")
    assert [str(each) for each in tmp_path.rglob("*.pyc")] == [kept]


def test_a_harness_that_cannot_be_compiled_says_nothing(tmp_path: Path) -> None:
    """What cannot be written, or is no folder, is left to each import."""
    (tmp_path / "__pycache__").write_text("no folder")
    (tmp_path / "module.py").write_text("assert True\n")
    done = subprocess.run(
        [sys.executable, "-B", "-c", KEEP, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout + done.stderr == ""


def test_no_part_of_a_compiled_file_is_kept(tmp_path: Path) -> None:
    """Where files must not be large, nothing is compiled: half a module could not be imported."""
    (tmp_path / "module.py").write_text(f"text = {'long' * 99!r}\n")
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))"
    call = [sys.executable, "-B", "-c", f"{limited}{KEEP}", str(tmp_path)]
    subprocess.run(call, check=True)
    assert not list(tmp_path.rglob("*.pyc"))


def test_what_workers_measure_with_is_compiled_once_as_well(tmp_path: Path) -> None:
    """An installer that compiles nothing would have pyperf compiled by every worker."""
    call = "from pairbench.measure.processes.interpreter import interpreter; interpreter()"
    prefix = f"pycache_prefix={tmp_path}"
    subprocess.run([sys.executable, "-B", "-X", prefix, "-c", call], check=True)
    kept = {f"{each.parent.name}/{each.name.split('.')[0]}" for each in tmp_path.rglob("*.pyc")}
    assert {"pyperf/_runner", "memray/__init__", "processes/protocol"} <= kept


def test_another_interpreter_keeps_its_own_bytecode_of_the_harness(tmp_path: Path) -> None:
    """Called with the flags of this one, as its workers are."""
    other = tmp_path / "python"
    kept = tmp_path / "kept"
    other.write_text(f'#!/bin/sh\nexec "{sys.executable}" -X pycache_prefix="{kept}" "$@"\n')
    other.chmod(0o755)
    call = (
        "import sys; from pathlib import Path; "
        "from pairbench.measure.processes.interpreter import interpreter; "
        "interpreter(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-B", "-c", call, str(other)], check=True)
    assert list(kept.rglob("measure/processes/protocol.*.pyc"))
