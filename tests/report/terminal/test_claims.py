"""Tests of the table of claims at the end of a run."""

import io
from dataclasses import replace

import pytest
from rich.console import Console

from pairbench.core import words
from pairbench.core.authoring.claim import describe
from pairbench.core.judging.ledger import JudgedRun
from pairbench.core.judging.noise import Noise
from pairbench.core.judging.verdict import Findings, Outcome, judge
from pairbench.core.records.measurement import Cell, LeftOut, Stage
from pairbench.core.records.notice import Notice, NoticeKind
from pairbench.report.book.light import light
from pairbench.report.terminal.claims import claims_table, print_claims
from pairbench.report.terminal.closing import FEW, STYLES
from tests.builders import QUICK, SLOW
from tests.records import RUN, SIZES, TIMES_S, a_benchmark, a_noise, a_record


def judged(*names: str) -> list[Findings]:
    """Pairs with their findings."""
    return [judge(record) for record in map(a_record, names)]


def printed(
    pairs: list[Findings],
    *,
    terminal: bool,
    width: int = 200,
    noise: Noise | None = None,
    verbose: bool = False,
) -> str:
    """What the table looks like."""
    console = Console(file=io.StringIO(), force_terminal=terminal, width=width, no_color=True)
    run = JudgedRun(run=RUN, findings=tuple(pairs), noise=noise)
    print_claims(console, run, verbose=verbose)
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


def test_a_terminal_gets_a_table_of_sentences_where_they_are_asked_for() -> None:
    """The table shows the pair, each outcome, and the words of claim and reason."""
    shown = printed(judged("strings/join"), terminal=True, verbose=True)
    for word in ("pair", "verdict", "claim", "strings/join", "confirmed", "refuted"):
        assert word in shown


def test_a_log_gets_a_line_for_each_claim() -> None:
    """Without a terminal, each claim is one whole line: outcome, pair, claim and reason."""
    pairs = judged("strings/join")
    (findings,) = pairs
    *lines, _noise, _trust = printed(pairs, terminal=False, width=40).splitlines()
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
    for terminal, verbose in ((True, False), (True, True), (False, False)):
        shown = printed(pairs, terminal=terminal, verbose=verbose)
        assert "['a'] [bold]is[/bold] [/] seen" in shown


def test_every_outcome_has_a_style() -> None:
    """No outcome looks like another."""
    assert set(STYLES) == set(Outcome)
    assert len(set(STYLES.values())) == len(Outcome)


def test_nothing_judged_prints_no_claim() -> None:
    """A run without pairs says only that it measured nothing."""
    first, second = printed([], terminal=False).splitlines()
    assert first == "The machine's noise was not measured."
    assert second == "Verdicts on memory rest on exact counts."


@pytest.mark.parametrize("terminal", [True, False])
def test_the_noise_and_the_trust_stand_below_the_claims(*, terminal: bool) -> None:
    """The last two lines say what the machine was like and what chance of error remains."""
    noise = a_noise(canary_seen=False)
    shown = printed(judged("strings/join"), terminal=terminal, width=2_000, noise=noise)
    told, trust = shown.splitlines()[-2:]
    assert told.endswith("came out at 0.970 (0.960 to 0.980): it was not seen.")
    assert trust == "Verdicts on memory rest on exact counts."


@pytest.mark.parametrize("terminal", [True, False])
def test_a_benchmark_is_shown_with_its_figures(*, terminal: bool) -> None:
    """What has no rival has a line for each size, with the time and the memory of a call."""
    shown = printed([judge(a_benchmark("parsing"))], terminal=terminal)
    for size in SIZES:
        (line,) = (each for each in shown.splitlines() if f" {size:,} items" in each)
        assert "10.0 kB" in line if size == SIZES[0] else "10.0 MB" in line
        assert " to " in line
    assert "parsing" in shown
    assert "verdict" not in shown.splitlines()[0]


@pytest.mark.parametrize("terminal", [True, False])
def test_a_pair_that_claims_nothing_is_answered(*, terminal: bool) -> None:
    """Each alternative has its ratio, its time and its memory at each size."""
    record = a_record("idioms/none")
    record = replace(record, definition=replace(record.definition, claims=(), behaviours=()))
    shown = printed([light(judge(record))], terminal=terminal)
    assert "idioms/none" in shown
    for size, ratio, sign in ((SIZES[0], "1.00", "="), (SIZES[1], "1,000", "+")):
        (line,) = (
            each
            for each in shown.splitlines()
            if f"{size:,}" in each and f"{sign} " in each.replace("items = ", "") and QUICK in each
        )
        assert ratio in line
        assert words.seconds(TIMES_S[QUICK][size])[:3] in line
        assert words.size_bytes(100 * size) in line


def test_many_notes_are_counted() -> None:
    """A terminal is not flooded with what is to be known beside the verdicts; a log has it all."""
    note = Notice(kind=NoticeKind.COPYING, words="copies cost much")
    record = replace(a_record("strings/join"), notices=(note,) * (FEW + 1))
    assert f"{FEW + 1} notes: " in printed([judge(record)], terminal=True)
    assert printed([judge(record)], terminal=False).count("note: strings/join") == FEW + 1


@pytest.mark.parametrize("terminal", [True, False])
def test_what_is_left_out_of_a_pair_without_claims_is_said(*, terminal: bool) -> None:
    """A quick run that leaves out a slow pair of which nothing is claimed has a note of it."""
    record = a_record("slow")
    out = LeftOut(cell=Cell(pair="slow", size=SIZES[-1]), stage=Stage.TIME)
    definition = replace(record.definition, claims=(), behaviours=())
    record = replace(record, definition=definition, rounds=(), memory=(), left_out=(out,))
    shown = printed([judge(record)], terminal=terminal)
    assert f"note: slow: the quick run leaves out the time at {SIZES[-1]:,}" in shown
