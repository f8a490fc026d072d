"""Tests of the findings in Markdown."""

import re
from dataclasses import replace

import pytest

from pairbench.core.authoring.claim import describe
from pairbench.core.judging.verdict import Outcome
from pairbench.core.records.record import PairRecord
from pairbench.report.claims.findings import NO_DIFFERENCE, NOTHING_REFUTED, findings_page
from tests.builders import SLOW
from tests.records import (
    ENVIRONMENT,
    SIZES,
    a_benchmark,
    a_judged_run,
    a_record,
    with_a_slower_baseline,
)

ADVICE = "Join your strings."

NEWER = replace(ENVIRONMENT, python_version="3.14.0")


def advised(record: PairRecord, advice: str | None = ADVICE) -> PairRecord:
    """The pair with the advice that it puts to the test."""
    return replace(record, definition=replace(record.definition, advice=advice))


def section(page: str, title: str) -> str:
    """What stands under a heading, up to the next one of its level."""
    level, _, _ = title.partition(" ")
    after = page.partition(f"\n{title}\n")[2]
    return re.split(rf"\n{level} ", after, maxsplit=1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of each row of a table, without the rule under its head."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    table = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in table if set(row[0]) != {"-"}]


def test_every_claim_is_in_the_table_of_its_pair() -> None:
    """The table has the claim in words, its outcome and the number."""
    judged = a_judged_run(advised(a_record()))
    page = findings_page([judged], command="make findings")
    (findings,) = judged.findings
    head, *body = rows(section(page, "### strings/join"))
    assert head == ["claim", "CPython 3.13"]
    assert len(body) == len(findings.verdicts)
    for (claim, said), verdict in zip(body, findings.verdicts, strict=True):
        text = describe(verdict.claim, baseline=SLOW, axis="items")
        assert claim.replace("\\", "") == text
        assert said.replace("\\", "") == f"{verdict.outcome}, {verdict.measured}"


def test_every_advice_is_told() -> None:
    """The advice stands under the name of its pair, or the question where there is none."""
    page = findings_page(
        [a_judged_run(advised(a_record()), a_record("memory/slots"))], command="make findings"
    )
    assert ADVICE in section(page, "### strings/join")
    assert "Which is quicker?" in section(page, "### memory/slots")
    assert page.index("\n## strings\n") < page.index("\n## memory\n")


def test_what_is_refuted_comes_first() -> None:
    """Advice with its refuted claims stands before all the rest, without the confirmed ones."""
    judged = a_judged_run(advised(a_record()))
    page = findings_page([judged], command="make findings")
    refuted = section(page, "## Where the advice does not hold")
    assert ADVICE in refuted
    verdicts = [each for each in judged.findings[0].verdicts if each.outcome is Outcome.REFUTED]
    assert refuted.count("\n  - ") == len(verdicts) > 0
    assert page.index("does not hold") < page.index("### strings/join")


def test_where_all_is_well_it_says_so() -> None:
    """A run without a refuted claim has no empty list."""
    unmeasured = a_record(rounds=(), memory=(), sightings=())
    page = findings_page([a_judged_run(unmeasured)], command="make findings")
    assert section(page, "## Where the advice does not hold").strip() == NOTHING_REFUTED


def test_several_runs_stand_side_by_side() -> None:
    """Each run has a column, and what they contradict each other in has a section."""
    page = findings_page(
        [
            a_judged_run(advised(a_record())),
            a_judged_run(advised(with_a_slower_baseline(a_record())), environment=NEWER),
        ],
        command="make findings",
    )
    head, *body = rows(section(page, "### strings/join"))
    assert head == ["claim", "CPython 3.13", "CPython 3.14"]
    assert all(len(row) == 3 for row in body)
    assert [row[0] for row in rows(page)[:3]] == ["run", "CPython 3.13", "CPython 3.14"]
    differing = section(page, "## Where the interpreters differ")
    assert "at least 50 times as fast" in differing
    assert "CPython 3.13: refuted" in differing
    assert "CPython 3.14: confirmed" in differing


def test_runs_that_agree_say_so() -> None:
    """Without a contradiction there is a sentence; a single run is compared with nothing."""
    same = [a_judged_run(a_record()), a_judged_run(a_record(), environment=NEWER)]
    page = findings_page(same, command="make findings")
    assert section(page, "## Where the interpreters differ").strip() == NO_DIFFERENCE
    assert "differ" not in findings_page(same[:1], command="make findings")


@pytest.mark.parametrize(
    ("advice", "shown"),
    [
        ("Mind a|b and *that*.", r"Mind a\|b and \*that\*."),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("Use `x|y*z` here.", r"Use `x\|y*z` here."),
        ("Two\nlines.", "Two lines."),
    ],
)
def test_texts_stay_text(advice: str, shown: str) -> None:
    """What an author writes is no Markdown of ours, save code between backquotes."""
    page = findings_page([a_judged_run(advised(a_record(), advice))], command="make findings")
    assert shown in section(page, "### strings/join")


def test_the_page_says_how_it_is_written() -> None:
    """The command that makes the page again stands at its head."""
    assert "`make findings`" in findings_page([a_judged_run(a_record())], command="make findings")


def test_a_benchmark_has_a_table_of_its_figures() -> None:
    """What has no rival is shown with its time and memory at each size."""
    page = findings_page([a_judged_run(a_benchmark())], command="make findings")
    head, *body = rows(section(page, "### strings/join"))
    assert head == ["at", "run", "time of a call", "peak memory", "kept by the result"]
    assert [row[0] for row in body] == [f"{size:,} items" for size in SIZES]
    assert body[0][3:] == ["10.0 kB", "10.0 kB"]
