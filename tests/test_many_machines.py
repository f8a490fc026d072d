"""Many machines, end to end: the commands of the page that tells of them, in a project."""

import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from pairbench.store.run_sets import load
from tests.command_line import ADDING, run, write
from tests.git import commit, repository_at

pytestmark = [pytest.mark.slow, pytest.mark.once]

PAGE = Path(__file__).parents[1] / "docs" / "many-machines.md"


def commands(heading: str) -> list[list[str]]:
    """The commands that the page shows under a heading, without the name of the program."""
    text = PAGE.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    shown = re.findall(r"^\$ pairbench (.*)$", text, re.MULTILINE)
    return [shlex.split(each, comments=True) for each in shown]


def test_shards_are_measured_and_merged(tmp_path: Path) -> None:
    """The commands of the page leave one run set, in which each pair is of one shard."""
    names = [f"sums/adding_{number}" for number in range(4)]
    for name in names:
        write(tmp_path, f"{name}.py", ADDING)
    for command in commands("Shards in a CI matrix"):
        done = run(tmp_path, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    (folder,) = (tmp_path / "merged" / "runs").iterdir()
    found = load(folder)
    assert [each.definition.name for each in found.pairs] == names
    assert {each.machine for each in found.pairs} == {"shard 1", "shard 2"}
    assert all(each.rounds and each.memory for each in found.pairs)
    assert [each.number for each in found.run.shards] == [1, 2]
    alone = run(tmp_path, "merge", "shard-1", "--out", "alone")
    assert "shard 2 of 2 is missing" in alone.stdout, alone.stdout + alone.stderr
    assert "'pairbench run --shard 2/2' measures it" in alone.stdout
    assert "interrupted" not in alone.stdout


def test_each_interpreter_has_a_run_set(tmp_path: Path) -> None:
    """The interpreter that runs pairbench, asked for twice, gives two run sets and one report."""
    write(tmp_path, "adding.py", ADDING)
    (command,) = commands("Several interpreters")
    this = f"{sys.version_info.major}.{sys.version_info.minor}"
    asked = [this if re.fullmatch(r"3\.\d+", word) else word for word in command]
    done = run(tmp_path, *asked)
    assert done.returncode == 0, done.stdout + done.stderr
    folders = sorted((tmp_path / "reports" / "runs").iterdir())
    assert len(folders) == 2
    for folder in folders:
        (record,) = load(folder).pairs
        assert record.rounds
        assert record.machine is None
        assert load(folder).controls is not None


def test_an_interpreter_that_is_not_there_is_named(tmp_path: Path) -> None:
    """One line, with the option as it was given."""
    write(tmp_path, "adding.py", ADDING)
    this = f"{sys.version_info.major}.{sys.version_info.minor}"
    done = run(tmp_path, "run", "--python", this, "--python", "3.99")
    assert done.returncode == 2
    assert not (tmp_path / "reports").exists()
    assert "--python 3.99: there is no such interpreter here" in done.stderr


def test_the_time_of_a_whole_run_is_for_one_machine(tmp_path: Path) -> None:
    """A limit that nobody could keep is refused before anything is measured."""
    write(tmp_path, "adding.py", ADDING)
    done = run(tmp_path, "run", "--python", "3.11", "--run-budget", "5m")
    assert done.returncode == 2
    assert "--run-budget is the time of one machine" in done.stderr


def test_a_history_is_written(tmp_path: Path) -> None:
    """The commands of the page tell of the pair from run set to run set."""
    write(tmp_path, "adding.py", ADDING)
    for command in commands("History"):
        done = run(tmp_path, *command)
        assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "reports" / "html" / "history.html").read_text(encoding="utf-8")
    assert "added at 2 items: time of a call" in page
    assert "summed at 2 items: peak memory" in page


@pytest.mark.exact
def test_shards_of_a_gate_are_the_whole(tmp_path: Path) -> None:
    """Each pair is compared by one of them, and by no other."""
    root = repository_at(tmp_path / "project")
    names = [f"adding_{letter}" for letter in "abcd"]
    commit(root, {f"bench/{name}.py": ADDING.lstrip() for name in names})
    found = []
    for number in range(1, 4):
        options = (
            "--base",
            "HEAD",
            "--exact-base",
            "--shard",
            f"{number}/3",
            "--json",
            "gate.json",
        )
        done = run(root, "gate", *options)
        assert done.returncode == 0, done.stdout + done.stderr
        lines = json.loads((root / "gate.json").read_text(encoding="utf-8"))["lines"]
        found += [each["pair"] for each in lines if each["pair"]]
    assert sorted(found) == names
