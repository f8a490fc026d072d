"""Tests of the history as the page tells it."""

from pairbench.core.judging.history import Course, History
from pairbench.core.statistics.estimate import Estimate
from pairbench.report.page.history import LEAST_NUMBERS, history_part
from tests.builders import a_definition
from tests.records import CLAIMS


def number(value: float) -> Estimate:
    """A number with its interval."""
    return Estimate(value=value, low=value * 0.99, high=value * 1.01, level=0.99)


def a_history(*values: float | None) -> History:
    """One claim over so many revisions."""
    numbers = tuple(None if value is None else number(value) for value in values)
    course = Course(definition=a_definition(), claim=CLAIMS[1], numbers=numbers)
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
