"""Tests of the table of claims at the end of a run."""

import io
from dataclasses import replace

from rich.console import Console

from pairbench.core.claim import describe
from pairbench.core.verdict import Findings, Outcome, judge
from pairbench.report.table import STYLES, claims_table, print_claims
from tests.builders import SLOW
from tests.records import a_record


def judged(*names: str) -> list[Findings]:
    """Pairs with their findings."""
    return [judge(record) for record in map(a_record, names)]


def printed(pairs: list[Findings], *, terminal: bool, width: int = 200) -> str:
    """What the table looks like."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width, no_color=True)
    print_claims(console, pairs)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_claim_has_a_row() -> None:
    """There is a row for each claim, and the pair is named in the first of its rows."""
    pairs = judged("strings/join", "memory/slots")
    table = claims_table(pairs)
    claims = len(pairs[0].verdicts)
    assert table.row_count == 2 * claims
    names = [str(cell) for cell in table.columns[0].cells]
    blanks = [""] * (claims - 1)
    assert names == ["strings/join", *blanks, "memory/slots", *blanks]
    outcomes = [str(cell) for cell in table.columns[1].cells]
    assert outcomes == [verdict.outcome for found in pairs for verdict in found.verdicts]


def test_a_terminal_gets_a_table() -> None:
    """The table shows the pair, each outcome, and the words of claim and reason."""
    shown = printed(judged("strings/join"), terminal=True)
    for word in ("pair", "verdict", "claim", "strings/join", "confirmed", "refuted"):
        assert word in shown


def test_a_log_gets_a_line_for_each_claim() -> None:
    """Without a terminal, each claim is one whole line: outcome, pair, claim and reason."""
    pairs = judged("strings/join")
    (findings,) = pairs
    lines = printed(pairs, terminal=False, width=40).splitlines()
    assert len(lines) == len(findings.verdicts)
    for line, verdict in zip(lines, findings.verdicts, strict=True):
        claim = describe(verdict.claim, baseline=SLOW, axis=findings.record.definition.axis)
        assert line.split()[0] == verdict.outcome
        assert line.endswith(f"strings/join: {claim}: {verdict.reason}")


def test_what_looks_like_markup_is_text() -> None:
    """Brackets in a reason are printed, not obeyed."""
    (findings,) = judged("strings/join")
    first = replace(findings.verdicts[0], reason="demonstrated: ['a'] [bold]is[/bold] [/] seen")
    pairs = [replace(findings, verdicts=(first,))]
    for terminal in (True, False):
        assert "['a'] [bold]is[/bold] [/] seen" in printed(pairs, terminal=terminal)


def test_every_outcome_has_a_style() -> None:
    """No outcome looks like another."""
    assert set(STYLES) == set(Outcome)
    assert len(set(STYLES.values())) == len(Outcome)


def test_nothing_judged_prints_no_claim() -> None:
    """A run without pairs prints nothing in a log."""
    assert printed([], terminal=False) == ""
