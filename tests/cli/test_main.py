"""The command line: its exit codes, its one-line errors, and what it loads."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pairbench.cli.main import app
from pairbench.cli.options import duration_s
from pairbench.project.settings import read_settings
from pairbench.store.run_sets import RunFolder, new_folder
from tests.records import CLAIMS, RUN, a_record

GOOD = '''
"""Is adding faster than summing?"""

from pairbench import Pair

pair = Pair(sizes=(1, 2))


@pair.input
def number(size: int) -> int:
    return size


@pair.bad
def summed(number: int) -> int:
    return sum([number, number])


@pair.good
def added(number: int) -> int:
    return number + number
'''


def write(root: Path, name: str, text: str) -> None:
    path = root / "bench" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.lstrip(), encoding="utf-8")


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pairbench", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_names_every_command() -> None:
    """``--help`` lists all that there is."""
    text = CliRunner().invoke(app, ["--help"]).output
    commands = ("list", "check", "run", "report", "calibrate", "gate", "accept")
    assert all(command in text for command in commands)


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"], ["gate", "--help"]])
def test_help_loads_nothing_heavy(command: list[str]) -> None:
    """Asking for help imports neither matplotlib, memray, pyperf nor numpy."""
    code = (
        "import sys\n"
        f"sys.argv = ['pairbench', *{command!r}]\n"
        "from pairbench.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'matplotlib', 'memray', 'pyperf', 'numpy'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_list_shows_names_variants_and_sizes(tmp_path: Path) -> None:
    """``list`` writes one line for each pair."""
    write(tmp_path, "sums/adding.py", GOOD)
    done = run(tmp_path, "list")
    assert done.stdout == "sums/adding: summed added; 1 2 items\n"
    assert done.returncode == 0


def test_check_says_that_a_pair_is_in_order(tmp_path: Path) -> None:
    """``check`` calls the variants and measures nothing."""
    write(tmp_path, "sums/adding.py", GOOD)
    done = run(tmp_path, "check")
    assert done.stdout == "sums/adding: ok\n"
    assert done.returncode == 0
    assert not (tmp_path / "reports").exists()


def test_only_chooses_pairs_by_pattern(tmp_path: Path) -> None:
    """``--only`` keeps the pairs whose names match."""
    write(tmp_path, "sums/adding.py", GOOD)
    write(tmp_path, "other/adding.py", GOOD)
    assert run(tmp_path, "list", "--only", "sums/*").stdout.startswith("sums/adding:")
    assert "other" not in run(tmp_path, "list", "--only", "sums/*").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list", "nowhere"], "nowhere does not exist"),
        (["list", "--only", "nothing*"], "no pair matches --only nothing*"),
        (["report"], "no run set under reports/runs"),
        (["report", "bench"], "bench is no run set"),
        (["run", "--only", "nothing*"], "no pair matches --only nothing*"),
        (["calibrate", "--workload", "tea"], "--workload tea is unknown: it may be dicts,"),
        (["calibrate", "--slower-by", "4"], "--slower-by 4 is not built in: it may be 0, 1, 2"),
        (["calibrate", "--against", "luck"], "cannot compare against luck: use one of pyperf"),
    ],
)
def test_a_user_s_mistake_is_one_line(tmp_path: Path, arguments: list[str], said: str) -> None:
    """A mistake on the command line gives one line on standard error and exit code 2."""
    write(tmp_path, "sums/adding.py", GOOD)
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("pairbench: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def stored_runs(folder: Path) -> None:
    """Keep a run of one pair on each of two interpreters, and an older one of the first."""
    for minutes, version in enumerate(("3.12.0", "3.12.1", "3.13.0")):
        environment = replace(RUN.environment, python_version=version)
        started = datetime(2025, 3, 1, 12, minutes, tzinfo=UTC)
        kept = RunFolder(new_folder(folder / "reports" / "runs", started))
        record = a_record()
        kept.save_pair(record)
        kept.save_rounds(record)
        kept.save_run(replace(RUN, environment=environment, started=started.isoformat()))


def test_each_python_s_newest_run_goes_into_one_report(tmp_path: Path) -> None:
    """``report --each-python`` writes one page of several run sets, and names them."""
    stored_runs(tmp_path)
    done = run(tmp_path, "report", "--each-python")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if line.startswith("run set:")] == [
        f"run set: reports/runs/2025-03-01T120{minutes}00Z" for minutes in (1, 2)
    ]
    page = (tmp_path / "reports" / "html" / "index.html").read_text(encoding="utf-8")
    assert "CPython 3.12" in page
    assert "CPython 3.13" in page


def test_findings_go_to_standard_output(tmp_path: Path) -> None:
    """``report --format markdown`` prints the findings and nothing else, and writes no page."""
    stored_runs(tmp_path)
    folder = "reports/runs/2025-03-01T120200Z"
    done = run(tmp_path, "report", folder, "--format", "markdown")
    assert done.returncode == 0
    assert done.stdout.startswith("# Findings\n")
    assert "### strings/join" in done.stdout
    assert not (tmp_path / "reports" / "html").exists()


@pytest.mark.parametrize(("form", "begins"), [("json", "{"), ("csv", "run,started,python")])
def test_programs_can_read_a_report(tmp_path: Path, form: str, begins: str) -> None:
    """``report --format json`` and ``csv`` print every claim and nothing else."""
    stored_runs(tmp_path)
    done = run(tmp_path, "report", "--format", form)
    assert done.returncode == 0
    assert done.stdout.startswith(begins)
    assert done.stdout.count("strings/join") >= len(CLAIMS)
    assert not (tmp_path / "reports" / "html").exists()


def test_a_faulty_pair_is_named_and_the_others_are_listed(tmp_path: Path) -> None:
    """A file that cannot be imported gives one line and exit code 2; the rest goes on."""
    write(tmp_path, "sums/adding.py", GOOD)
    write(tmp_path, "sums/faulty.py", '"""A question?"""\nimport nothing_of_that_name\n')
    done = run(tmp_path, "list")
    assert done.returncode == 2
    assert "bench/sums/faulty.py: cannot be imported: ModuleNotFoundError" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "sums/adding" in done.stdout


def test_check_fails_for_variants_that_disagree(tmp_path: Path) -> None:
    """Unequal results give a line that names pair, variant, size and difference, and code 2."""
    write(tmp_path, "sums/adding.py", GOOD.replace("number + number", "number + number + 1"))
    done = run(tmp_path, "check")
    assert done.returncode == 2
    assert "sums/adding: failed" in done.stdout
    assert "added at 1 wrong during check: added does not return what summed returns" in done.stdout


@pytest.mark.parametrize("budget", ["10", "0s", "-5s", "ten", "5d", "nans", "infs"])
def test_a_budget_is_a_length_of_time(tmp_path: Path, budget: str) -> None:
    """Whatever is none is refused before anything is measured."""
    write(tmp_path, "sums/adding.py", GOOD)
    done = run(tmp_path, "run", "--budget", budget)
    assert done.returncode == 2
    assert "is no length of time: write 10s, 5m or 1h" in " ".join(done.stderr.split())
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize(("text", "value_s"), [("10s", 10.0), ("1.5m", 90.0), ("2h", 7_200.0)])
def test_a_length_of_time_has_a_unit(text: str, value_s: float) -> None:
    """Seconds, minutes and hours, with or without a fraction."""
    assert duration_s(text) == value_s


def test_a_change_is_accepted_in_the_settings(tmp_path: Path) -> None:
    """``accept`` writes a waiver for each pattern, with its reason and its last day."""
    write(tmp_path, "sums/adding.py", GOOD)
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
    write(tmp_path, "sums/adding.py", GOOD)
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    done = run(tmp_path, "accept", *arguments, "--expires", "2027-01-31")
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "pyproject.toml").read_text(encoding="utf-8") == ""
