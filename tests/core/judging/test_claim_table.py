"""Tests of the flat rows that programs read."""

from dataclasses import replace

from pairbench.core.authoring.claim import (
    Grows,
)
from pairbench.core.judging.claim_table import claim_table
from pairbench.core.statistics.order import Order
from tests.records import CLAIMS, ENVIRONMENT, a_judged_run, a_record


def test_each_claim_has_a_row_in_each_run() -> None:
    """The rows follow the runs, their pairs and the claims of these, with the verdicts' numbers."""
    newer = replace(ENVIRONMENT, python_version="3.14.0", git_revision="abc")
    runs = [a_judged_run(a_record()), a_judged_run(a_record(), environment=newer)]
    rows = list(claim_table(runs))
    verdicts = [each for run in runs for findings in run.findings for each in findings.verdicts]
    assert len(rows) == len(verdicts) == 2 * len(CLAIMS)
    assert [each.outcome for each in rows] == [each.outcome for each in verdicts]
    assert [each.value for each in rows] == [
        None if each.estimate is None else each.estimate.value for each in verdicts
    ]
    assert {(each.run, each.python, each.revision) for each in rows} == {
        ("CPython 3.13", "CPython 3.13.1", None),
        ("CPython 3.14", "CPython 3.14.0", "abc"),
    }


def test_a_number_says_what_it_is() -> None:
    """A ratio is told from an exponent, and where nothing was measured there is neither."""
    quantities = {each.kind: each.quantity for each in claim_table([a_judged_run(a_record())])}
    assert quantities["faster"] == quantities["leaner_per_item"] == "ratio"
    assert quantities["behaves"] is None
    growing = a_record()
    claims = (Grows(variant="slow", order=Order.QUADRATIC),)
    definition = replace(growing.definition, claims=claims)
    (row,) = claim_table([a_judged_run(replace(growing, definition=definition))])
    assert row.quantity in {"exponent", None}
