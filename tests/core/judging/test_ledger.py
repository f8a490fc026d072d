"""Tests of runs laid side by side."""

from dataclasses import replace

import pytest

from pairbench.core.authoring.claim import Crosses, Faster, LeanerPerItem
from pairbench.core.judging.ledger import (
    JudgedRun,
    PairLine,
    labels,
    lay_out,
    theme_of,
    treatment_in,
)
from pairbench.core.judging.verdict import Outcome, judge
from pairbench.core.records.disturbance import treatment_of
from tests.builders import QUICK
from tests.records import ENVIRONMENT, SIZES, a_judged_run, a_record, with_a_slower_baseline

FIFTY = Faster(variant=QUICK, factor=50.0, size=SIZES[0])
"""Refuted in the usual record, and confirmed where the baseline is a thousand times slower."""


def the_line(*runs: JudgedRun) -> PairLine:
    """The line of the one pair that the runs have."""
    (line,) = lay_out(runs)
    return line


def on(version: str, *, gil: bool = True) -> JudgedRun:
    """A run without pairs on an interpreter."""
    return a_judged_run(environment=replace(ENVIRONMENT, python_version=version, gil=gil))


def test_a_claim_has_its_verdict_in_every_run() -> None:
    """The verdicts stand in the order of the runs."""
    usual, other = a_record(), with_a_slower_baseline(a_record())
    line = the_line(a_judged_run(usual), a_judged_run(other), a_judged_run(usual))
    (fifty,) = [each for each in line.claims if each.claim == FIFTY]
    outcomes = [None if each is None else each.outcome for each in fifty.verdicts]
    assert outcomes == [Outcome.REFUTED, Outcome.CONFIRMED, Outcome.REFUTED]


def test_confirmed_here_and_refuted_there_is_a_contradiction() -> None:
    """Nothing else is: not what is always the same, and not what was undecided once."""
    usual, other = a_record(), with_a_slower_baseline(a_record())
    line = the_line(a_judged_run(usual), a_judged_run(other), a_judged_run(a_record(rounds=())))
    assert [each.claim for each in line.claims if each.contradictory] == [FIFTY]
    (crosses,) = [each for each in line.claims if isinstance(each.claim, Crosses)]
    assert crosses.outcomes == {Outcome.INCONCLUSIVE, Outcome.REFUTED}


def test_a_pair_that_a_run_lacks_has_no_verdict_there() -> None:
    """Pairs stand in the order in which they first appear; what was not asked is None."""
    first, second = a_record("strings/join"), a_record("memory/slots")
    lines = lay_out([a_judged_run(first), a_judged_run(second, first)])
    assert [each.definition.name for each in lines] == ["strings/join", "memory/slots"]
    assert [each is None for each in lines[1].findings] == [True, False]
    assert all(each.verdicts[0] is None for each in lines[1].claims)
    assert all(each.verdicts[1] is not None for each in lines[1].claims)


def test_a_claim_that_only_one_run_makes_is_kept() -> None:
    """A pair file may have changed between the runs: the claims of both are there."""
    record = a_record()
    fewer = replace(
        record, definition=replace(record.definition, claims=record.definition.claims[:-2])
    )
    line = the_line(a_judged_run(fewer), a_judged_run(record))
    (items,) = [each for each in line.claims if isinstance(each.claim, LeanerPerItem)]
    assert [each is None for each in items.verdicts] == [True, False]


def test_runs_are_named_after_their_interpreters() -> None:
    """An interpreter is named by two parts of its version, and by its lock if it has none."""
    runs = [on("3.11.7"), on("3.14.0"), on("3.14.0", gil=False)]
    assert labels(runs) == ("CPython 3.11", "CPython 3.14", "CPython 3.14 without GIL")


def test_runs_of_one_interpreter_are_told_apart_by_their_start() -> None:
    """No two runs have the same name."""
    runs = [a_judged_run(started=f"2025-03-0{day}T12:30:00+00:00") for day in (1, 2)]
    assert labels(runs) == (
        "CPython 3.13, 2025-03-01T12:30:00+00:00",
        "CPython 3.13, 2025-03-02T12:30:00+00:00",
    )


def test_the_outcomes_of_a_run_are_counted() -> None:
    """Every outcome has its number, zeros included."""
    judged = a_judged_run(a_record(), a_record("memory/slots"))
    verdicts = [each for findings in judged.findings for each in findings.verdicts]
    assert dict(judged.counts) == {
        outcome: sum(each.outcome is outcome for each in verdicts) for outcome in Outcome
    }
    assert dict(a_judged_run().counts) == dict.fromkeys(Outcome, 0)


@pytest.mark.parametrize(
    ("name", "theme"),
    [("strings/join", "strings"), ("shop/till/sum", "shop/till"), ("join", "other pairs")],
)
def test_the_theme_of_a_pair_is_the_folder_that_it_is_in(name: str, theme: str) -> None:
    """However deep that lies; a pair in no folder has the theme of all others."""
    assert theme_of(name) == theme


def test_how_rounds_were_treated_is_counted_once() -> None:
    """What was counted before the rounds were let go is kept, and else they are counted now."""
    found = judge(a_record())
    counted = treatment_of(found.record.rounds)
    assert treatment_in(found) == counted
    assert sum(counted.starts.values()) == len(found.record.rounds)
    without = replace(found, record=replace(found.record, rounds=()), treatment=counted)
    assert treatment_in(without) == counted != treatment_of(())
