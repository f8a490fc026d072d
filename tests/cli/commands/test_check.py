"""``check``: whether the variants of a pair agree."""

from pathlib import Path

import pytest

from tests.command_line import ADDING, run, write

pytestmark = pytest.mark.once


def test_check_says_that_a_pair_is_in_order(tmp_path: Path) -> None:
    """``check`` calls the variants and measures nothing."""
    write(tmp_path, "sums/adding.py", ADDING)
    done = run(tmp_path, "check")
    assert done.stdout == "sums/adding: ok\n"
    assert done.returncode == 0
    assert not (tmp_path / "reports").exists()


def test_check_fails_for_variants_that_disagree(tmp_path: Path) -> None:
    """Unequal results give a line that names pair, variant, size and difference, and code 2."""
    write(tmp_path, "sums/adding.py", ADDING.replace("number + number", "number + number + 1"))
    done = run(tmp_path, "check")
    assert done.returncode == 2
    assert "sums/adding: failed" in done.stdout
    assert "added at 1 wrong during check: added does not return what summed returns" in done.stdout


HELD = """
from contextlib import contextmanager

@pair.resource(scope="run")
@contextmanager
def server(size):
    yield None
    raise OSError("still in use")

@pair.input
def number(size: int, _: None) -> int:
"""


def test_check_fails_for_a_run_s_resource_that_cannot_be_closed(tmp_path: Path) -> None:
    """It is closed when all pairs are checked: a line names it, and the code is 3."""
    by_input = ADDING.split("@pair.input\ndef number(size: int) -> int:\n")
    write(tmp_path, "sums/adding.py", HELD.join(by_input))
    done = run(tmp_path, "check")
    assert done.returncode == 3
    assert done.stderr.count("the resource server of size") == 2
    assert "raised OSError: still in use when it was to be closed" in done.stderr
