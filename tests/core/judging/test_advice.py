"""Tests of what the claims of a pair say of its advice."""

import pytest

from pairbench.core.judging.advice import Standing, standing_everywhere, standing_in, standing_of
from pairbench.core.judging.ledger import lay_out
from pairbench.core.judging.verdict import Outcome
from tests.records import a_judged_run, a_record

CONFIRMED, REFUTED, INCONCLUSIVE = Outcome.CONFIRMED, Outcome.REFUTED, Outcome.INCONCLUSIVE


@pytest.mark.parametrize(
    ("outcomes", "standing"),
    [
        ([CONFIRMED, CONFIRMED], Standing.HOLDS),
        ([CONFIRMED, REFUTED], Standing.FAILS),
        ([INCONCLUSIVE, REFUTED], Standing.FAILS),
        ([CONFIRMED, INCONCLUSIVE], Standing.OPEN),
        ([], Standing.OPEN),
    ],
)
def test_an_advice_is_as_good_as_its_claims(outcomes: list[Outcome], standing: Standing) -> None:
    """It holds when all are confirmed, and fails with the first that is refuted."""
    assert standing_of(outcomes) is standing


def test_an_advice_stands_in_each_run() -> None:
    """A run that has no such pair says nothing of it, and one refuted claim anywhere fails it."""
    unmeasured = a_record(rounds=(), memory=(), sightings=())
    runs = [a_judged_run(a_record()), a_judged_run(unmeasured), a_judged_run()]
    (line,) = lay_out(runs)
    assert [standing_in(line, run) for run in range(3)] == [Standing.FAILS, Standing.OPEN, None]
    assert standing_everywhere(line) is Standing.FAILS
