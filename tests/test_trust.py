"""A share of the faults that ``nox -s faults`` tries: a run is harmed, and nothing is lost."""

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from simulations.faults import damages, disks, ends, files, inherited, variants
from simulations.faults.forgeries import FORGERIES
from simulations.faults.project import Findings, Outcome, complains, ended

ROOT = Path(__file__).parents[1]


def came_of_it(found: Outcome) -> tuple[int, int, int]:
    """How often something was lost, left behind or wrong."""
    return found.lost, found.leaked, found.wrong


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.xdist_group("trust")
@pytest.mark.parametrize("end", ["SIGKILL", "four signals"])
def test_an_ended_run_goes_on(end: str) -> None:
    """Its set opens, says how it ended, and is finished; no process and no file is left."""
    found = ends.one(end, ends.ENDS[end], moment_s=0.6 * ends.undisturbed()[1])
    assert came_of_it(found) == (0, 0, 0), found.why


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.xdist_group("trust")
def test_a_disk_that_fails_is_one_line() -> None:
    """The user learns where what was measured is, and no half of a file is left."""
    found = disks.one("the results are deleted midway", random.Random(4))
    assert came_of_it(found) == (0, 0, 0), found.why


@pytest.mark.slow
@pytest.mark.once
def test_a_misdeed_costs_its_own_cell() -> None:
    """The other variants of the pair are measured, and nothing of the misdeed is left."""
    misdeed = "leaves a daemon that has let go of all"
    found = variants.one(misdeed, variants.ENDURES[misdeed], fails=False)
    assert came_of_it(found) == (0, 0, 0), found.why


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.xdist_group("trust")
def test_a_file_that_does_its_worst_costs_itself() -> None:
    """It is named, and the pair of the other file is measured as if it were alone."""
    (found,) = files.together(["becomes another program that goes on"])
    assert came_of_it(found) == (0, 0, 0), found.why


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.xdist_group("trust")
def test_what_a_command_inherits_costs_nothing() -> None:
    """Neither open descriptors nor ignored signals keep a run from measuring all."""
    start = "has signals ignored"
    found = inherited.one(start, inherited.WHOLE[start], whole=True)
    assert came_of_it(found) == (0, 0, 0), found.why


def test_a_run_that_hangs_is_one_that_is_wrong() -> None:
    """It is killed, and what else is to be tried is tried."""
    hanging = subprocess.Popen(
        [sys.executable, "-c", "import signal; signal.pause()"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    done = ended(hanging, within_s=0.1)
    assert done.returncode == -signal.SIGKILL
    assert complains(done.stderr)


def test_a_try_that_breaks_off_is_one_that_is_wrong() -> None:
    """Whatever a try raises, it is counted."""
    findings = Findings("a fault")
    with findings.of_errors():
        raise OSError(28, "No space left on device")
    assert came_of_it(findings.outcome()) == (0, 0, 1)


@pytest.mark.parametrize("damage", FORGERIES)
def test_what_no_run_has_written_is_refused(damage: str, tmp_path: Path) -> None:
    """In one line that names the file, with the exit code for what cannot be read."""
    bench = damages.Bench(tmp_path)
    found = bench.refused(damage, random.Random(2))
    assert came_of_it(found.outcome()) == (0, 0, 0), found.outcome().why


@pytest.mark.parametrize("workflow", sorted((ROOT / ".github" / "workflows").glob("*.yml")))
def test_workflows_write_nothing_to_the_repository(workflow: Path) -> None:
    """They can read it; what publishes has a proof of who it is, and what comments may comment."""
    content = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    allowed = {"contents": "read", "id-token": "write"}
    if workflow.name == "comment.yml":
        allowed = {"actions": "read", "pull-requests": "write"}
    for each in (content, *content["jobs"].values()):
        assert each.get("permissions", {}).items() <= allowed.items()
