"""Tests of the rows of the front where there are more than it shows."""

from functools import cache

import pytest

from pairbench.core.judging.ledger import JudgedRun, PairLine, lay_out
from pairbench.core.judging.verdict import Outcome
from pairbench.report.page.document import Beside, build_page
from pairbench.report.page.front.choice import (
    EVERY,
    OF_A_FRONT,
    advice_groups,
    chosen_claims,
    chosen_lines,
)
from tests.records import a_judged_run, a_record

pytestmark = pytest.mark.once


@cache
def _run() -> JudgedRun:
    return a_judged_run(*(a_record(f"strings/pair_{number}") for number in range(650)))


@cache
def _lines() -> tuple[PairLine, ...]:
    return lay_out([_run()])


def test_advice_beyond_the_most_of_a_standing_is_counted() -> None:
    """No more rows than that are made, and the totals are those of all pairs."""
    groups = advice_groups(_lines(), ["a run"], OF_A_FRONT)
    assert sum(each.total for each in groups) == len(_lines())
    largest = max(groups, key=lambda each: each.total)
    assert (len(largest.rows), largest.total) == (OF_A_FRONT.advice, len(_lines()))


def test_of_too_many_claims_the_unsettled_ones_are_shown() -> None:
    """Whatever is refuted or open has a row, the rows keep their order, and the rest is counted."""
    claims = chosen_claims(_lines(), ["a run"], OF_A_FRONT)
    told = [claim for line in _lines() for claim in line.claims]
    most = OF_A_FRONT.claims or 0
    troubling = sum(each.outcomes != {Outcome.CONFIRMED} for each in told)
    shown = sum(
        any(cell is not None and cell.outcome is not Outcome.CONFIRMED for cell in row.cells)
        for row in claims.rows
    )
    assert (claims.total, len(claims.rows)) == (len(told), most)
    assert shown == min(troubling, most)
    places = [int(row.pair.rpartition("_")[2]) for row in claims.rows]
    assert places == sorted(places)


def test_a_front_counts_what_the_pages_beside_it_have() -> None:
    """Its totals are of all pairs, and it says how much of them it shows."""
    beside = Beside(href="pages/1-strings.html", title="strings", pairs=len(_lines()))
    page = build_page([_run()], None, (), [beside])
    claims = sum(len(line.claims) for line in _lines())
    assert f"{len(_lines()):,} pieces of advice, {claims:,} claims put to the test" in page
    assert f"And {len(_lines()) - 200:,} more:" in page
    assert f"These are 600 claims of {claims:,}:" in page
    assert page.count('<tr data-theme="') == 600


def test_one_page_has_every_row() -> None:
    """Nothing is left out where there is no other page to have it."""
    page = build_page([_run()], None, ())
    assert page.count('<tr data-theme="') == sum(len(line.claims) for line in _lines())
    assert " more:" not in page
    assert "Every claim" in page


def test_lines_without_a_drawing_are_counted_as_well() -> None:
    """The first of them are shown."""
    lines = chosen_lines(range(5_000), OF_A_FRONT)
    assert (lines.total, len(lines.rows)) == (5_000, OF_A_FRONT.lines)
    assert len(chosen_lines(range(5_000), EVERY).rows) == 5_000
