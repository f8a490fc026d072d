"""A comparison that somebody ends before its time."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Site
from pairbench.core.errors import Interrupted
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import Failure, Round
from pairbench.versus.comparing import Compared, compare, effort_for, of_code
from pairbench.versus.question import question
from tests.run.test_run import World
from tests.worlds import probes_of

pytestmark = pytest.mark.once


@dataclass
class Ended(World):
    """A world that is ended after so many rounds."""

    rounds: int = 0
    timed: int = 0

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round | Failure:
        if self.timed == self.rounds:
            raise Interrupted
        self.timed += 1
        return super().time(asked, upcoming)


def compared_in(world: World, folder: Path) -> Compared:
    site = Site(root=folder)
    subject = of_code(question(("1 + 1", "2")), site)
    return compare(subject, site, probes_of(world), effort_for(budget_s=60.0), world)


def test_what_was_measured_is_the_answer(tmp_path: Path) -> None:
    """With the rounds that there are, and the word that these are not all."""
    found = compared_in(Ended(rounds=4), tmp_path)
    assert found.is_interrupted
    (answer,) = found.answers.answers
    assert answer.rounds == 4
    assert answer.ratio is not None


def test_without_a_round_there_is_no_answer(tmp_path: Path) -> None:
    """It ends as every command does."""
    with pytest.raises(Interrupted):
        compared_in(Ended(rounds=0), tmp_path)
