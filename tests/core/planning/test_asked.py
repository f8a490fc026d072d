"""What the claims of a pair ask for."""

from pairbench.core.authoring.claim import (
    Behaves,
    Claim,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
)
from pairbench.core.planning.asked import Asked, asked_of, at_asked_sizes
from pairbench.core.records.measurement import Stage
from pairbench.core.statistics.order import Order
from tests.builders import QUICK, SLOW, a_definition

SIZES = (10, 100, 1_000, 10_000)
BOTH = (SLOW, QUICK)


def asked(*claims: Claim) -> set[tuple[Stage, str, int]]:
    definition = a_definition(*claims, sizes=SIZES, goods=(QUICK, "other"))
    return {(each.stage, each.variant, each.size) for each in asked_of(definition)}


def everywhere(stage: Stage, *variants: str) -> set[tuple[Stage, str, int]]:
    return {(stage, variant, size) for variant in variants for size in SIZES}


def test_a_comparison_asks_for_the_time_at_its_size() -> None:
    """Of the variant and of its baseline."""
    assert asked(Faster(variant=QUICK, factor=2.0, size=100)) == {
        (Stage.TIME, variant, 100) for variant in BOTH
    }


def test_a_crossing_asks_for_the_ends() -> None:
    """What lies between is for the plot."""
    assert asked(Crosses(variant=QUICK)) == {
        (Stage.TIME, variant, size) for variant in BOTH for size in (10, 10_000)
    }


def test_growth_and_slopes_ask_for_all_sizes() -> None:
    """A fit needs them all; each kind asks for its own stage."""
    assert asked(Grows(variant=QUICK, order=Order.LINEAR)) == everywhere(Stage.TIME, *BOTH)
    assert asked(LeanerPerItem(variant=QUICK, factor=2.0)) == everywhere(Stage.MEMORY, *BOTH)


def test_without_a_claim_on_time_or_memory_everything_is_asked() -> None:
    """Somebody who only shows a behaviour, or claims nothing, wants to see what it takes."""
    behaves = Behaves(variant=QUICK, check="empties", expected_to_pass=True)
    everything = {
        *everywhere(Stage.TIME, SLOW, QUICK, "other"),
        *everywhere(Stage.MEMORY, SLOW, QUICK, "other"),
    }
    assert asked() == asked(behaves) == everything


def test_sizes_at_which_nothing_is_asked_are_left_out() -> None:
    """In their order."""
    claims = (
        Leaner(variant=QUICK, factor=2.0, size=1_000),
        Faster(variant=QUICK, factor=2.0, size=100),
    )
    definition = a_definition(*claims, sizes=SIZES)
    assert at_asked_sizes(definition).sizes == (100, 1_000)
    assert Asked(stage=Stage.TIME, variant=QUICK, size=1_000) not in asked_of(definition)
