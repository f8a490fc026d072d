"""The gate from end to end: a real repository, real checkouts, real processes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from pairbench.measure.sides.janitor import MARK, TEMPORARY
from pairbench.store.gates import schemas
from tests.git import git
from tests.own_processes import can_be_seen, marked
from tests.pair_files import becomes_true

pytestmark = [pytest.mark.slow, pytest.mark.once]

MODULE = '''"""Squares."""


def squares(numbers):
    return [number * number for number in numbers]
'''

HUNGRIER = """    spare = bytes(100_000)
    return spare and [number * number for number in numbers]
"""

PAIR = '''"""Are squares made by a comprehension?"""

from pairbench import Pair
from shop import squares

pair = Pair(sizes=(10, 1_000))


@pair.input
def numbers(size):
    return list(range(size))


@pair.bad
def sized(numbers):
    return sum(squares(numbers))


@pair.good
def made(numbers):
    return sum(squares(numbers))
'''

SETTINGS = "[tool.pairbench]\nbudget_s = 1\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project with one module and one pair, committed."""
    root = tmp_path / "shop"
    files = {
        "src/shop.py": MODULE,
        "bench/squares.py": PAIR,
        "pyproject.toml": SETTINGS,
        ".gitignore": "__pycache__/\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Squares")
    return root


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def state_of(root: Path) -> tuple[str, str, bytes]:
    """What a gate must not touch: the files, what git knows of, and the index."""
    status = git(root, "status", "--porcelain", "--ignored")
    return status, git(root, "worktree", "list"), (root / ".git" / "index").read_bytes()


def gate(
    root: Path, *arguments: str, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pairbench", "gate", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(environment or {})},
    )


def test_a_hungrier_function_fails_the_gate_and_is_named(shop: Path, tmp_path: Path) -> None:
    """On the terminal and in every file, with the line that allocates; the tree is left alone."""
    change(shop, "src/shop.py", MODULE[MODULE.index("    return") :], HUNGRIER)
    before = state_of(shop)
    files = {each: tmp_path / f"gate.{each}" for each in ("markdown", "json", "junit")}
    options = [part for each, path in files.items() for part in (f"--{each}", str(path))]
    summary = tmp_path / "summary"
    done = gate(shop, "--base", "HEAD", *options, environment={"GITHUB_STEP_SUMMARY": str(summary)})
    assert done.returncode == 1, done.stdout + done.stderr
    line_of_code = "src/shop.py:5 squares: "
    assert line_of_code in done.stdout
    text = files["markdown"].read_text(encoding="utf-8")
    assert "peak memory of made at 1,000" in text
    assert line_of_code in text
    assert summary.read_text(encoding="utf-8") == text
    content = json.loads(files["json"].read_text(encoding="utf-8"))
    jsonschema.validate(content, schemas()["gate.schema.json"])
    assert content["exit_code"] == 1
    peaks = [each for each in content["lines"] if each["kind"] == "peak memory"]
    assert {each["variant"]: each["change"] for each in peaks} == {
        "sized": "worse",
        "made": "worse",
    }
    assert int(ET.parse(files["junit"]).getroot().attrib["failures"]) >= len(peaks)
    assert state_of(shop) == before


def test_a_revision_that_is_not_there_is_an_error_of_one_line(shop: Path) -> None:
    """Exit code 2; nothing is measured."""
    done = gate(shop, "--base", "nowhere")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "nowhere" in line


@can_be_seen
def test_a_killed_gate_leaves_nothing_behind(shop: Path, tmp_path: Path) -> None:
    """Neither a process, nor a temporary file, nor a change of the repository."""
    before = state_of(shop)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, "-m", "pairbench", "gate", "--base", "HEAD"],
        cwd=shop,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as process:
        assert becomes_true(lambda: bool(marked(MARK, temporary)), within_s=60)
        process.send_signal(signal.SIGKILL)
    assert becomes_true(lambda: not marked(TEMPORARY, temporary), within_s=30)
    assert becomes_true(lambda: not list(temporary.iterdir()), within_s=30)
    assert state_of(shop) == before


def test_an_interrupted_gate_tells_what_it_knows(shop: Path, tmp_path: Path) -> None:
    """The times so far, in the files as well, and a code that is neither green nor red."""
    found = tmp_path / "gate.json"
    words = ["gate", "--base", "HEAD", "--all", "--budget", "60s", "--json", str(found)]
    with subprocess.Popen(
        [sys.executable, "-m", "pairbench", *words],
        cwd=shop,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert any(line.startswith("first look") for line in process.stdout)
        process.send_signal(signal.SIGINT)
        printed = process.stdout.read()
    assert process.returncode == 130
    assert "Interrupted: " in printed
    stored = json.loads(found.read_text(encoding="utf-8"))
    jsonschema.validate(stored, schemas()["gate.schema.json"])
    assert stored["exit_code"] == 130
    assert {each["kind"] for each in stored["lines"]} == {"time"}
