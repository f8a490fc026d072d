"""The table that ends in a drawing."""

import pytest

from pairbench.core.statistics.estimate import Estimate
from pairbench.report.terminal.table import (
    NARROWEST,
    Column,
    Row,
    Span,
    beginning_of,
    end_of,
    lay_out,
)

COLUMNS = (Column(head="pair"), Column(head="took", ends_alike=True), Column(head="ratio"))

SPAN = Span(low=0.5, high=2.0, words=("less", "1", "more"))

TWICE = Estimate(value=1.5, low=1.4, high=1.6, level=0.95)

ROWS = (
    Row(cells=("text/join", "1 s", "1.50"), sign="+", style="green", ratio=TWICE),
    Row(cells=("a", "12 s", "not measured: it was ended by a signal"), sign="!"),
)


def lines(width: int, *rows: Row) -> list[str]:
    """The table's lines as they are printed."""
    return [each.plain for each in lay_out(COLUMNS, rows or ROWS, width, SPAN)]


def test_cells_stand_below_their_headings() -> None:
    """Names begin alike and numbers end alike; what has no ratio may say more."""
    heading, first, second = lines(60)
    assert heading.startswith("  pair       took  ratio  less")
    assert first.startswith("+ text/join   1 s  1.50   ")
    assert second == "! a          12 s  not measured: it was ended by a signal"


def test_the_drawing_has_the_room_that_is_left() -> None:
    """As far as the line goes, no further than the widest, and no drawing where there is none."""
    room = len("+ text/join  took  ratio  ")
    for width in (room + NARROWEST, room + 20):
        heading, first, _ = lines(width)
        assert len(heading) == width
        assert "●" in first
        assert len(first) <= width
    heading, first, _ = lines(room + NARROWEST - 1)
    assert heading == "  pair       took  ratio"
    assert first == "+ text/join   1 s  1.50"


def test_a_table_without_signs_has_no_column_for_them() -> None:
    """What has no verdict begins at the edge."""
    assert lines(60, Row(cells=("a", "1 s", "")))[1] == "a      1 s"


@pytest.mark.parametrize(
    ("text", "end", "beginning"), [("abcdef", "…ef", "ab…"), ("abc", "abc", "abc")]
)
def test_a_long_name_is_cut(text: str, end: str, beginning: str) -> None:
    """To as many characters, with a sign for what is missing."""
    assert (end_of(text, 3), beginning_of(text, 3)) == (end, beginning)
