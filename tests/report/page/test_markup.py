"""Tests of text that becomes HTML."""

import pytest

from pairbench.report.page.markup import (
    MOST_COLOURED,
    MOST_SHOWN,
    breakable,
    highlighted,
    inline,
    plain,
)
from tests.records import EVIL


@pytest.mark.parametrize("convert", [breakable, inline, highlighted, plain])
def test_no_text_becomes_an_element(convert: object) -> None:
    """Whatever stands in a pair file is shown and not obeyed."""
    assert callable(convert)
    text = str(convert(EVIL))
    assert "<script" not in text
    assert "<img" not in text


def test_a_long_name_may_break_after_its_underscores() -> None:
    """A narrow column breaks it where a reader expects it."""
    assert breakable("a_long_name") == "a_<wbr>long_<wbr>name"


def test_names_between_backquotes_are_code() -> None:
    """Single and double ones alike, and an odd one is itself."""
    assert inline("use `a` and ``b`` or ` it") == ("use <code>a</code> and <code>b</code> or ` it")


def test_marked_lines_stand_out() -> None:
    """Only the lines with these numbers."""
    code = str(highlighted("a = 1\nb = 2\nc = 3\n", {2}))
    before, marked = code.split('<span class="hll">')
    assert "b" not in before
    assert "2" in marked.partition("</span>\n")[0]


def test_a_long_text_has_no_colours() -> None:
    """Colours would take longer than the rest of the page."""
    assert "<span" in highlighted("x = 1\n")
    assert "<span" not in highlighted("x = 1\n" * MOST_COLOURED)


def test_a_text_without_end_is_cut_off() -> None:
    """It says so, and how long it was."""
    text = plain("x" * (MOST_SHOWN + 1))
    assert len(text) < MOST_SHOWN + 100
    assert text.endswith("(cut off: 200,001 characters in all)")
