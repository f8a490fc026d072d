"""Tests of the rows of the front where there are more than it shows."""

from pairbench.core.judging.ledger import lay_out
from pairbench.core.judging.verdict import Outcome
from pairbench.report.page.document import build_page
from pairbench.report.page.front.choice import (
    MOST_ADVICE,
    MOST_CLAIMS,
    advice_groups,
    chosen_claims,
)
from tests.records import a_judged_run, a_record

RUN = a_judged_run(*(a_record(f"strings/pair_{number}") for number in range(MOST_CLAIMS + 50)))
LINES = lay_out([RUN])


def test_advice_beyond_the_most_of_a_standing_is_counted() -> None:
    """No more rows than that are made, and the totals are those of all pairs."""
    groups = advice_groups(LINES, ["a run"])
    assert sum(each.total for each in groups) == len(LINES)
    largest = max(groups, key=lambda each: each.total)
    assert (len(largest.rows), largest.total) == (MOST_ADVICE, len(LINES))


def test_of_too_many_claims_the_unsettled_ones_are_shown() -> None:
    """Whatever is refuted or open has a row, the rows keep their order, and the rest is counted."""
    claims = chosen_claims(LINES, ["a run"])
    told = [claim for line in LINES for claim in line.claims]
    troubling = sum(each.outcomes != {Outcome.CONFIRMED} for each in told)
    shown = sum(
        any(cell is not None and cell.outcome is not Outcome.CONFIRMED for cell in row.cells)
        for row in claims.rows
    )
    assert (claims.total, len(claims.rows)) == (len(told), MOST_CLAIMS)
    assert shown == min(troubling, MOST_CLAIMS)
    places = [int(row.pair.rpartition("_")[2]) for row in claims.rows]
    assert places == sorted(places)


def test_the_front_says_how_much_it_does_not_show() -> None:
    """Its counts are of all, and it names where the others are."""
    page = build_page([RUN], None, ())
    claims = chosen_claims(LINES, ["a run"])
    assert f"{len(LINES):,} pieces of advice, {claims.total:,} claims put to the test" in page
    assert f"And {len(LINES) - MOST_ADVICE:,} more: the sections below have them." in page
    assert f"And {claims.total - MOST_CLAIMS:,} more: the sections below have them." in page
