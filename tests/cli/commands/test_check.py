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
