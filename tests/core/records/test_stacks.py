"""Tests of what stacks of frames add up to."""

from dataclasses import replace

from pairbench.core.authoring.neighbours import SourceFile
from pairbench.core.records.measurement import Stack
from pairbench.core.records.stacks import Flame, Line, by_line, flames_of
from tests.builders import a_definition

FILE = "bench/strings/join.py"


def a_stack(weight: float, *frames: str) -> Stack:
    """Frames from the outermost to the innermost."""
    return Stack(frames=frames, weight=weight)


def test_stacks_that_begin_alike_share_their_frames() -> None:
    """A frame weighs what its stacks and those of all it called weigh; the heaviest is first."""
    stacks = [a_stack(1, "a"), a_stack(2, "a", "b"), a_stack(4, "a", "c"), a_stack(8, "d")]
    inner = (Flame(name="c", weight=4, children=()), Flame(name="b", weight=2, children=()))
    assert flames_of(stacks) == (
        Flame(name="d", weight=8, children=()),
        Flame(name="a", weight=7, children=inner),
    )


def test_a_stack_without_frames_is_nowhere() -> None:
    """What nobody called cannot be drawn."""
    assert flames_of([a_stack(3)]) == flames_of([]) == ()


def test_a_stack_is_put_down_to_its_innermost_own_line() -> None:
    """Libraries that a line calls are on its account; what no own line called is left out."""
    helper = SourceFile(path="bench/strings/_parts.py", text="PARTS = 3\nmore = list(range(3))")
    definition = replace(
        a_definition(), file=FILE, file_source="one\n  two\nthree", neighbours=(helper,)
    )
    stacks = [
        a_stack(1, f"join ({FILE}:2)"),
        a_stack(2, f"join ({FILE}:1)", f"join ({FILE}:2)", "dumps (json/__init__.py:231)"),
        a_stack(4, f"join ({FILE}:1)", "more (bench/strings/_parts.py:2)"),
        a_stack(8, "run (asyncio/runners.py:190)"),
        a_stack(16, "(all others)"),
    ]
    assert by_line(stacks, definition) == (
        Line(file="bench/strings/_parts.py", number=2, text="more = list(range(3))", weight=4),
        Line(file=FILE, number=2, text="two", weight=3),
    )


def test_a_line_that_is_not_there_has_no_text() -> None:
    """A file that was changed since it was measured is no reason to fail."""
    definition = replace(a_definition(), file=FILE, file_source="one")
    (line,) = by_line([a_stack(1, f"join ({FILE}:99)")], definition)
    assert (line.number, line.text) == (99, "")
    (before,) = by_line([a_stack(1, f"join ({FILE}:0)")], definition)
    assert (before.number, before.text) == (0, "")


def test_the_heaviest_line_is_first() -> None:
    """Wherever it stands in the file; the first line has its text as well."""
    definition = replace(a_definition(), file=FILE, file_source="one\ntwo")
    found = by_line([a_stack(1, f"f ({FILE}:2)"), a_stack(2, f"f ({FILE}:1)")], definition)
    assert [(each.text, each.weight) for each in found] == [("one", 2), ("two", 1)]
