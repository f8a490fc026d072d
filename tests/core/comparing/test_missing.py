"""Why a pair has no figure, or none that counts."""

from dataclasses import replace
from typing import Any

import pytest

from pairbench.core.authoring.claim import Claim, Faster, Leaner, LeanerPerItem, PeakGrows
from pairbench.core.comparing.missing import failure_of, unseen_memory, why_missing
from pairbench.core.records.measurement import Cell, Failure, LeftOut, Stage, Trouble
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.order import Order
from tests.builders import PAIR, QUICK, SLOW, a_definition, a_failure, a_memory
from tests.records import a_record

FAILED_EARLIER = {
    Stage.CHECK: {Stage.TIME, Stage.MEMORY},
    Stage.TIME: {Stage.TIME, Stage.MEMORY},
    Stage.MEMORY: {Stage.MEMORY},
    Stage.BEHAVIOUR: {Stage.BEHAVIOUR},
}
"""A failure at a stage, and the stages whose figures it is the reason for."""


def a_pair(**changes: Any) -> PairRecord:
    """A pair of two variants and of two sizes, of which nothing was measured."""
    definition = a_definition(goods=(QUICK, "quicker"), sizes=(100, 10_000))
    empty = replace(a_record(), definition=definition, rounds=(), memory=(), failures=())
    return replace(empty, **changes)


@pytest.mark.parametrize("stage", [*FAILED_EARLIER])
@pytest.mark.parametrize("asked", [Stage.TIME, Stage.MEMORY, Stage.BEHAVIOUR])
def test_a_failure_is_to_blame_for_the_stages_that_come_after_it(
    stage: Stage, asked: Stage
) -> None:
    """What failed before anything was timed has no memory either; a behaviour stands alone."""
    failure = a_failure(stage=stage)
    found = failure_of(QUICK, [100], asked, a_pair(failures=(failure,)))
    assert found == (failure if asked in FAILED_EARLIER[stage] else None)


@pytest.mark.parametrize(
    ("failure", "concerned"),
    [
        (a_failure(QUICK), True),
        (a_failure(SLOW), True),
        (a_failure("quicker"), False),
        (a_failure(QUICK, size=10_000), False),
        (a_failure(QUICK, trouble=Trouble.WRONG), False),
    ],
)
def test_only_a_failure_of_either_side_at_the_size_counts(
    failure: Failure, *, concerned: bool
) -> None:
    """One that concerns the whole pair is told for the whole pair."""
    found = failure_of(QUICK, [100], Stage.TIME, a_pair(failures=(failure,)))
    assert (found is failure) is concerned


def test_what_is_missing_has_its_reason() -> None:
    """The first that holds: a pair that is wrong, a failure, a quick run, or just nothing."""
    wrong = a_failure("quicker", trouble=Trouble.WRONG, message="3, not 4")
    raised = a_failure(QUICK)
    left_out = LeftOut(cell=Cell(pair=PAIR, size=10_000), stage=Stage.TIME)
    pair = a_pair(failures=(raised, wrong), left_out=(left_out,))

    def why(record: PairRecord, size: int = 10_000, stage: Stage = Stage.TIME) -> str:
        return why_missing(QUICK, [size], stage, record)

    assert why(pair) == "the pair was not measured: 3, not 4"
    raising = replace(pair, failures=(raised,))
    assert why(raising, 100) == "quick raised at 100: ZeroDivisionError: division by zero"
    assert why(raising) == ("the quick run leaves out the time at 10,000, where a call takes long")
    assert why(raising, stage=Stage.MEMORY) == "it was not measured"
    assert why(replace(raising, failures=()), 100) == "it was not measured"


def test_a_behaviour_has_no_size() -> None:
    """It fails for the pair, whatever size it was tried at."""
    failed = a_pair(failures=(a_failure(SLOW, stage=Stage.BEHAVIOUR),))
    assert why_missing(QUICK, [100], Stage.BEHAVIOUR, failed) == (
        "slow raised: ZeroDivisionError: division by zero"
    )


@pytest.mark.parametrize(
    ("claim", "variant", "size", "untold"),
    [
        (Leaner(variant=QUICK, factor=2.0, size=100), QUICK, 100, True),
        (Leaner(variant=QUICK, factor=2.0, size=100), SLOW, 100, True),
        (Leaner(variant=QUICK, factor=2.0, size=100), QUICK, 10_000, False),
        (Leaner(variant=QUICK, factor=2.0, size=100), "quicker", 100, False),
        (LeanerPerItem(variant=QUICK, factor=2.0), SLOW, 10_000, True),
        (LeanerPerItem(variant=QUICK, factor=2.0), "quicker", 100, False),
        (PeakGrows(variant=QUICK, order=Order.LINEAR), QUICK, 10_000, True),
        (PeakGrows(variant=QUICK, order=Order.LINEAR), SLOW, 100, False),
        (Faster(variant=QUICK, factor=2.0, size=100), QUICK, 100, False),
    ],
)
def test_memory_that_was_not_traced_leaves_a_claim_on_it_open(
    claim: Claim, variant: str, size: int, *, untold: bool
) -> None:
    """Of the variants and at the sizes that the claim speaks of; a claim on time does not care."""
    unseen = replace(a_memory(variant, size=size), unseen_bytes=7_000_000)
    record = a_pair(memory=(a_memory(QUICK, size=100), unseen))
    expected = f"at {size:,} {variant} allocates 7.00 MB that memray does not see"
    assert unseen_memory(claim, record) == (expected if untold else None)
