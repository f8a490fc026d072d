"""Tests of which lines of the variants stand out."""

from pairbench.report.page.differing import MOST_LINES, differing_lines

BAD = "def bad(items):\n    text = ''\n\n    return text"


def test_lines_that_only_one_variant_has_differ() -> None:
    """Each variant is held against the baseline, empty lines aside."""
    good = "def good(items):\n    text = join()\n\n    return text"
    assert differing_lines({"bad": BAD, "good": good}) == {
        "bad": frozenset({1, 2}),
        "good": frozenset({1, 2}),
    }


def test_the_baseline_is_held_against_all_the_others() -> None:
    """Of its lines only those differ that no other variant has."""
    close = BAD.replace("bad", "close")
    found = differing_lines({"bad": BAD, "close": close, "far": "def far(items):\n    ..."})
    assert found == {"bad": frozenset({1}), "close": frozenset({1}), "far": frozenset({1, 2})}


def test_there_is_nothing_to_compare_with() -> None:
    """A single variant, none at all, and texts that nobody would read have no such lines."""
    assert differing_lines({}) == {}
    assert differing_lines({"bad": BAD}) == {"bad": frozenset()}
    endless = "x = 1\n" * MOST_LINES
    assert differing_lines({"bad": BAD, "good": endless}) == dict.fromkeys(
        ["bad", "good"], frozenset()
    )
