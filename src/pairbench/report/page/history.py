"""What became of the claims' numbers from commit to commit, and where they changed for good."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core.judging.history import Course, History
from pairbench.report.drawings.course import course_plot
from pairbench.report.page.markup import anchor, drawn

FindChanges = Callable[[Sequence[float]], Sequence[int]]
"""The places in a series from which on its numbers are others."""

LEAST_NUMBERS = 4
"""In fewer numbers nobody can tell a change from noise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A number that changed for good: at which revision, from what to what.

    ``anchor`` leads to the pair on the page, where there is one.
    """

    anchor: str | None
    pair: str
    text: str
    revision: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFigure:
    """A claim whose number changed, drawn over the revisions, with its numbers."""

    pair: str
    text: str
    drawing: Markup | None
    numbers: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPart:
    """The history of one interpreter; ``marked`` says whether changes could be looked for.

    ``measured_by`` names another tool; then ``readings`` has each of its benchmarks with the oldest
    and the newest number.
    """

    interpreter: str
    revisions: Sequence[str]
    courses: int
    marked: bool
    changes: Sequence[ChangeRow]
    figures: Sequence[CourseFigure]
    measured_by: str | None
    readings: Sequence[tuple[str, str, str]]


def history_part(history: History, find: FindChanges | None, *, name: str) -> HistoryPart:
    """The history as the page tells it."""
    changes, figures = [], []
    for number, course in enumerate(history.courses):
        found = _changes(course, find)
        if found:
            changes += [_row(history, course, place) for place in found]
            drawing = course_plot(history, course, found, name=f"{name}-{number}")
            figures.append(_figure(history, course, drawing))
    return HistoryPart(
        interpreter=history.interpreter,
        revisions=history.revisions,
        courses=len(history.courses),
        marked=find is not None,
        changes=changes,
        figures=figures,
        measured_by=history.measured_by,
        readings=[_ends(each) for each in history.courses] if history.measured_by else [],
    )


def _ends(course: Course) -> tuple[str, str, str]:
    said = [each.said for each in course.numbers if each is not None]
    return course.name, said[0], said[-1]


def _changes(course: Course, find: FindChanges | None) -> list[int]:
    """The runs from which on the number is another; runs without one are passed over."""
    known = [place for place, number in enumerate(course.numbers) if number is not None]
    if find is None or len(known) < LEAST_NUMBERS:
        return []
    values = [number.value for number in course.numbers if number is not None]
    return [known[place] for place in find(values)]


def _row(history: History, course: Course, place: int) -> ChangeRow:
    before = [each for each in course.numbers[:place] if each is not None]
    after = [each for each in course.numbers[place:] if each is not None]
    return ChangeRow(
        anchor=None if history.measured_by else anchor(course.name),
        pair=course.name,
        text=course.text,
        revision=history.revisions[place],
        before=before[-1].said,
        after=after[0].said,
    )


def _figure(history: History, course: Course, drawing: str | None) -> CourseFigure:
    numbers = zip(history.revisions, course.numbers, strict=True)
    return CourseFigure(
        pair=course.name,
        text=course.text,
        drawing=drawn(drawing),
        numbers=[
            (revision, "not measured" if number is None else number.said)
            for revision, number in numbers
        ],
    )
