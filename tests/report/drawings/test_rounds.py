"""Tests of the drawing that shows every round."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pytest

from pairbench.core.authoring.claim import Claim, Faster, Leaner
from pairbench.core.comparing.evidence import gather
from pairbench.core.records.record import PairRecord
from pairbench.report.drawings.rounds import compared, round_plot
from tests.builders import QUICK, a_definition, rounds_with

RATIOS = (1.9, 2.0, 2.1, 2.05, 1.95, 2.0, 2.02, 1.98)


def a_pair(
    *claims: Claim, ratios: Sequence[float] = RATIOS, sizes: tuple[int, ...] = (100, 1_000)
) -> PairRecord:
    """A pair with these ratios at each size."""
    rounds = [each for size in sizes for each in rounds_with(ratios, size=size)]
    return PairRecord(definition=a_definition(*claims, sizes=sizes), rounds=tuple(rounds))


def drawn(record: PairRecord) -> ET.Element:
    """The drawing, read."""
    svg = round_plot(record.definition, gather(record), name="a")
    assert svg is not None
    return ET.fromstring(svg)


def texts(drawing: ET.Element) -> set[str]:
    """Every text of a drawing."""
    return {"".join(each.itertext()) for each in drawing.iter() if each.tag.endswith("text")}


def dots(drawing: ET.Element) -> int:
    """How many things are drawn at a place of their own, ticks and the middle mark among them."""
    return sum(1 for each in drawing.iter() if each.tag.endswith("use"))


def test_every_round_is_a_dot() -> None:
    """Three rounds more are three dots more."""
    fewer = drawn(a_pair(Faster(variant=QUICK, factor=1.5, size=100)))
    more = drawn(a_pair(Faster(variant=QUICK, factor=1.5, size=100), ratios=RATIOS + (2.0,) * 3))
    assert dots(more) == dots(fewer) + 3


def test_what_claims_ask_for_is_shown() -> None:
    """There is a row for each comparison that a claim asks for, and for no other."""
    record = a_pair(Faster(variant=QUICK, factor=1.5, size=100))
    assert [each.cell.size for each in compared(record.definition, gather(record))] == [100]
    assert {QUICK, "at 100"} <= texts(drawn(record))


def test_without_a_claim_every_size_is_shown() -> None:
    """A pair of which nothing is claimed asks which variant is faster, wherever it was timed."""
    record = a_pair()
    timed = {each.cell.size for each in record.rounds}
    assert {each.cell.size for each in compared(record.definition, gather(record))} == timed


def test_without_a_claim_on_time_the_largest_size_is_shown() -> None:
    """Where claims speak of memory alone, the times are still compared."""
    record = a_pair(Leaner(variant=QUICK, factor=2.0, size=100))
    assert [each.cell.size for each in compared(record.definition, gather(record))] == [1_000]


def test_without_rounds_there_is_no_drawing() -> None:
    """A pair that was not timed has None."""
    record = PairRecord(definition=a_definition())
    assert round_plot(record.definition, gather(record), name="a") is None


@pytest.mark.parametrize("ratios", [(2.0, 2.0), (0.01, 150.0, 3.0), (1.0, 1.0001)])
def test_any_ratios_can_be_drawn(ratios: Sequence[float]) -> None:
    """Equal ones, close ones and those that are far apart have numbers below them."""
    found = texts(drawn(a_pair(ratios=ratios)))
    assert len({each for each in found if re.fullmatch(r"[\d.,]+", each)}) >= 2
