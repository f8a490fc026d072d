"""Tests of the flat rows that programs read."""

from dataclasses import replace

from pairbench.core.authoring.claim import Grows, bound_of
from pairbench.core.judging.claim_table import NoticeEntry, claim_table, notice_table
from pairbench.core.records.notice import Notice, NoticeKind
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


def test_a_row_says_all_that_its_verdict_does() -> None:
    """With the numbers of its interval, and the words of its claim and its reason."""
    judged = a_judged_run(a_record())
    (findings,) = judged.findings
    definition = findings.record.definition
    for row, verdict in zip(claim_table([judged]), findings.verdicts, strict=True):
        claim, estimate = verdict.claim, verdict.estimate
        assert (row.started, row.pair, row.advice) == (
            judged.run.started,
            definition.name,
            definition.advice,
        )
        assert (row.kind, row.variant, row.baseline) == (
            claim.kind,
            claim.variant,
            definition.baseline,
        )
        assert row.size == getattr(claim, "size", None)
        assert (row.bound, row.claim) == (bound_of(claim), definition.describe(claim))
        assert (row.outcome, row.reason) == (verdict.outcome, verdict.reason)
        if estimate is None:
            assert (row.low, row.high, row.level) == (None, None, None)
        else:
            interval = (estimate.low, estimate.high, estimate.level)
            assert (row.low, row.high, row.level) == interval


def test_each_notice_has_a_row_in_each_run() -> None:
    """With the pair that it is of, and the run that it was said in."""
    notice = Notice(kind=NoticeKind.FIRST_CALL, words="it is slow at first", variant="a", size=7)
    record = replace(a_record(), notices=(notice,))
    newer = replace(ENVIRONMENT, python_version="3.14.0")
    runs = [a_judged_run(record), a_judged_run(record, environment=newer)]
    assert list(notice_table(runs)) == [
        NoticeEntry(
            run=run,
            pair=record.definition.name,
            kind=NoticeKind.FIRST_CALL,
            variant="a",
            size=7,
            words="it is slow at first",
        )
        for run in ("CPython 3.13", "CPython 3.14")
    ]
