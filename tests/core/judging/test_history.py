"""Tests of run sets in a row."""

from dataclasses import replace

from pairbench.core.judging.history import histories, shown_in_full
from pairbench.core.judging.ledger import JudgedRun
from pairbench.core.records.reading import Reading
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
    told = at("a", 1).findings[0].record.definition.describe(CLAIMS[1])
    course = next(each for each in history.courses if each.text == told)
    older, newer = course.numbers
    assert older is not None
    assert newer is not None
    assert newer.value > 100 * older.value


def test_a_claim_without_a_number_has_no_course() -> None:
    """What is demonstrated cannot be drawn over the commits."""
    (history,) = histories([at("a", 1), at("b", 2)])
    definition = at("a", 1).findings[0].record.definition
    demonstrated = {definition.describe(each) for each in CLAIMS if each.kind == "behaves"}
    assert demonstrated
    assert not {each.text for each in history.courses} & demonstrated


def test_one_commit_is_no_history() -> None:
    """Run sets of the same commit, of none, and of several interpreters stand side by side."""
    runs = [at("a", 1), at("a", 2), at(None, 3), at("b", 4, python="3.14.0")]
    assert histories(runs) == ()
    assert shown_in_full(runs) == tuple(runs)


def test_the_newest_of_a_history_is_shown_in_full() -> None:
    """The others have their place in the history alone; other interpreters stay."""
    old, new, other = at("a", 1), at("b", 2), at("a", 3, python="3.14.0")
    assert shown_in_full([new, other, old]) == (new, other)


def imported(revision: str, minute: int, value_s: float) -> JudgedRun:
    """A run of another tool, with one benchmark."""
    reading = Reading(name="time_join", unit="s", value=value_s, low=0.0, high=1.0, count=5)
    run = replace(at(revision, minute).run, measured_by="asv on a desk")
    return JudgedRun(run=run, findings=(), noise=None, readings=(reading,))


def test_what_another_tool_has_measured_is_a_history_of_its_own() -> None:
    """Beside that of pairbench on the same interpreter; a single run is one as well."""
    runs = [imported("b", 2, 0.002), at("a", 1), imported("a", 1, 0.001), at("b", 2)]
    own, theirs = histories(runs)
    assert (own.measured_by, theirs.measured_by) == (None, "asv on a desk")
    (course,) = theirs.courses
    assert [each.said for each in course.numbers if each] == ["1.00 ms", "2.00 ms"]
    assert [each.measured_by for each in histories(runs[:1])] == ["asv on a desk"]


def test_what_another_tool_has_measured_is_not_shown_in_full() -> None:
    """There is nothing to judge in it, so that nothing but its history is told."""
    run, other = at("a", 1), imported("b", 2, 0.002)
    assert shown_in_full([run, other]) == (run,)
