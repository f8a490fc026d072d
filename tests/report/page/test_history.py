"""Tests of the history as the page tells it."""

from dataclasses import replace

from pairbench.core import words
from pairbench.core.judging.history import Course, History, Number
from pairbench.core.statistics.estimate import Estimate
from pairbench.report.page.history import LEAST_NUMBERS, history_part


def number(value: float) -> Number:
    """A number with its interval."""
    found = Estimate(value=value, low=value * 0.99, high=value * 1.01, level=0.99)
    return Number(value=value, low=found.low, high=found.high, said=words.ratio(found))


def a_history(*values: float | None) -> History:
    """One claim over so many revisions."""
    numbers = tuple(None if value is None else number(value) for value in values)
    course = Course(name="strings/join", text="join is faster", title="join", numbers=numbers)
    revisions = tuple(f"r{place}" for place in range(len(values)))
    return History(interpreter="CPython 3.13", revisions=revisions, courses=(course,))


def test_a_change_is_told_with_what_was_before_and_after() -> None:
    """The row names the revision from which on it is another; the drawing has its numbers."""
    part = history_part(a_history(2.0, 2.0, 1.0, 1.0), lambda _: [2], name="h")
    (change,) = part.changes
    assert (change.revision, change.before, change.after) == (
        "r2",
        "2.00 (1.98 to 2.02)",
        "1.00 (0.990 to 1.01)",
    )
    (figure,) = part.figures
    assert [revision for revision, _ in figure.numbers] == ["r0", "r1", "r2", "r3"]
    assert figure.drawing is not None
    assert "change" in figure.drawing
    assert part.marked


def test_runs_without_a_number_are_passed_over() -> None:
    """The place of a change is that of the run, not of the number."""
    part = history_part(a_history(2.0, None, 2.0, 1.0, 1.0), lambda _: [2], name="h")
    assert [each.revision for each in part.changes] == ["r3"]
    assert ("r1", "not measured") in part.figures[0].numbers


def test_what_did_not_change_is_not_drawn() -> None:
    """Claims that stayed as they were are counted, and no more."""
    part = history_part(a_history(2.0, 2.0, 2.0, 2.0), lambda _: [], name="h")
    assert (part.courses, part.changes, part.figures) == (1, [], [])


def test_a_few_numbers_are_too_few() -> None:
    """Nobody is asked where a change is in less than four numbers."""
    few = a_history(*[1.0] * (LEAST_NUMBERS - 1))
    assert history_part(few, lambda _: [1], name="h").changes == []


def test_without_otava_nothing_is_marked() -> None:
    """The page then says how to have it."""
    part = history_part(a_history(2.0, 2.0, 1.0, 1.0), None, name="h")
    assert not part.marked
    assert part.changes == []


def test_what_another_tool_has_measured_is_listed() -> None:
    """Each benchmark with its oldest and its newest number; nothing on the page leads to it."""
    theirs = replace(a_history(None, 2.0, 1.0, 1.0, 1.0), measured_by="asv on a desk")
    part = history_part(theirs, lambda _: [1], name="h")
    assert part.measured_by == "asv on a desk"
    assert part.readings == [("strings/join", "2.00 (1.98 to 2.02)", "1.00 (0.990 to 1.01)")]
    assert [each.anchor for each in part.changes] == [None]
