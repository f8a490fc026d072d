"""``accept``: a deliberate change that the gate lets pass."""

from pathlib import Path

import pytest

from pairbench.project.settings import read_settings
from tests.command_line import ADDING, run, write

pytestmark = pytest.mark.once


def test_a_change_is_accepted_in_the_settings(tmp_path: Path) -> None:
    """``accept`` writes a waiver for each pattern, with its reason and its last day."""
    write(tmp_path, "sums/adding.py", ADDING)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    until = ["--reason", "it is clearer", "--expires", "2027-01-31"]
    done = run(tmp_path, "accept", "sums/*", *until)
    assert done.returncode == 0, done.stderr
    (waiver,) = read_settings(tmp_path).waivers
    assert (waiver.pairs, waiver.reason) == ("sums/*", "it is clearer")
    assert str(waiver.expires) == "2027-01-31"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sums/subtracting", "--reason", "x"], "no pair is named sums/subtracting"),
        (["sums/adding", "--reason", " "], "--reason is empty"),
    ],
)
def test_nothing_is_accepted_by_mistake(tmp_path: Path, arguments: list[str], said: str) -> None:
    """A name that no pair has, or no reason, is an error of one line; nothing is written."""
    write(tmp_path, "sums/adding.py", ADDING)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    done = run(tmp_path, "accept", *arguments, "--expires", "2027-01-31")
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "pyproject.toml").read_text(encoding="utf-8") == ""
