"""A share of the faults that ``nox -s faults`` tries: a run is harmed, and nothing is lost."""

import random
from pathlib import Path

import pytest
import yaml

from simulations.faults import disks, ends, variants
from simulations.faults.project import Outcome

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


@pytest.mark.parametrize("workflow", sorted((ROOT / ".github" / "workflows").glob("*.yml")))
def test_workflows_write_nothing(workflow: Path) -> None:
    """They can read the repository; what publishes has a proof of who it is, and no more."""
    content = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    for each in (content, *content["jobs"].values()):
        granted = each.get("permissions", {})
        assert granted.items() <= {"contents": "read", "id-token": "write"}.items()
