"""``list``: what pairs there are."""

from pathlib import Path

from tests.command_line import ADDING, run, write


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
    assert "bench/sums/faulty.py: cannot be imported: ModuleNotFoundError" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "sums/adding" in done.stdout
