"""Tests of run sets in a row."""

from dataclasses import replace

from pairbench.core.judging.history import histories, shown_in_full
from pairbench.core.judging.ledger import JudgedRun
from tests.records import CLAIMS, ENVIRONMENT, a_judged_run, a_record, with_a_slower_baseline


def at(
    revision: str | None, minute: int, *, python: str = "3.13.1", slower: bool = False
) -> JudgedRun:
    """A run of one pair at a commit, so many minutes past noon."""
    record = with_a_slower_baseline(a_record()) if slower else a_record()
    return a_judged_run(
        record,
        environment=replace(ENVIRONMENT, git_revision=revision, python_version=python),
        started=f"2025-03-01T12:{minute:02d}:00+00:00",
    )


def test_runs_at_several_commits_are_a_history() -> None:
    """The oldest comes first, whatever order they are given in; a claim has a number for each."""
    (history,) = histories([at("b" * 40, 5, slower=True), at("a" * 40, 1)])
    assert history.interpreter == "CPython 3.13"
    assert history.revisions == ("a" * 9, "b" * 9)
    course = next(each for each in history.courses if each.claim == CLAIMS[1])
    older, newer = course.numbers
    assert older is not None
    assert newer is not None
    assert newer.value > 100 * older.value


def test_a_claim_without_a_number_has_no_course() -> None:
    """What is demonstrated cannot be drawn over the commits."""
    (history,) = histories([at("a", 1), at("b", 2)])
    assert {each.claim for each in history.courses} < set(CLAIMS)
    assert all(each.claim.kind != "behaves" for each in history.courses)


def test_one_commit_is_no_history() -> None:
    """Run sets of the same commit, of none, and of several interpreters stand side by side."""
    runs = [at("a", 1), at("a", 2), at(None, 3), at("b", 4, python="3.14.0")]
    assert histories(runs) == ()
    assert shown_in_full(runs) == tuple(runs)


def test_the_newest_of_a_history_is_shown_in_full() -> None:
    """The others have their place in the history alone; other interpreters stay."""
    old, new, other = at("a", 1), at("b", 2), at("a", 3, python="3.14.0")
    assert shown_in_full([new, other, old]) == (new, other)
