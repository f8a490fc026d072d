"""Many machines, end to end: the commands of the page that tells of them, in a project."""

import re
import shlex
from pathlib import Path

import pytest

from pairbench.store.run_sets import load
from tests.command_line import ADDING, run, write

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
