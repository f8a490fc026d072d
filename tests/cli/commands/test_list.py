"""``list``: what pairs there are."""

from pathlib import Path

import pytest

from tests.command_line import ADDING, run, write

pytestmark = pytest.mark.once


def test_list_shows_names_variants_and_sizes(tmp_path: Path) -> None:
    """``list`` writes one line for each pair."""
    write(tmp_path, "sums/adding.py", ADDING)
    done = run(tmp_path, "list")
    assert done.stdout == "sums/adding: summed added; 1 2 items\n"
    assert done.returncode == 0


def test_only_chooses_pairs_by_pattern(tmp_path: Path) -> None:
    """``--only`` keeps the pairs whose names match."""
    write(tmp_path, "sums/adding.py", ADDING)
    write(tmp_path, "other/adding.py", ADDING)
    assert run(tmp_path, "list", "--only", "sums/*").stdout.startswith("sums/adding:")
    assert "other" not in run(tmp_path, "list", "--only", "sums/*").stdout


def test_a_faulty_pair_is_named_and_the_others_are_listed(tmp_path: Path) -> None:
    """A file that cannot be imported gives one line and exit code 2; the rest goes on."""
    write(tmp_path, "sums/adding.py", ADDING)
    write(tmp_path, "sums/faulty.py", '"""A question?"""\nimport nothing_of_that_name\n')
    done = run(tmp_path, "list")
    assert done.returncode == 2
    assert "bench/sums/faulty.py, line 2: cannot be imported: ModuleNotFoundError" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "sums/adding" in done.stdout


def test_a_benchmark_without_a_rival_is_listed(tmp_path: Path) -> None:
    """A file with one good variant is as good as any other."""
    write(tmp_path, "sums/alone.py", ADDING.replace("@pair.bad\n", "").replace("@pair.good\n", ""))
    path = tmp_path / "bench/sums/alone.py"
    text = path.read_text(encoding="utf-8").replace("def added", "@pair.good\ndef added")
    path.write_text(text, encoding="utf-8")
    assert run(tmp_path, "list").stdout == "sums/alone: added; 1 2 items\n"
