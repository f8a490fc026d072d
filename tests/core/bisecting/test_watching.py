"""Tests of what a search follows, and of what the lines of a gate mean to it."""

from dataclasses import replace
from fnmatch import fnmatchcase

import pytest

from pairbench.core.bisecting.search import Told
from pairbench.core.bisecting.watching import (
    Watched,
    is_compared,
    judged,
    sureness,
    untold_of,
    worse_of,
)
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.statistics.estimate import Estimate

LINE = GateLine(
    pair="text/join",
    kind=Kind.TIME,
    change=Change.WORSE,
    why="slower by more than 3.0%",
    variant="good",
    size=1_000,
    base="1.00 ms",
    head="1.10 ms",
    ratio=Estimate(value=0.909, low=0.90, high=0.92, level=0.95),
)

WATCHED = Watched(pair="text/join", variant="good", size=1_000, kind=Kind.TIME)


def test_a_benchmark_of_a_suite_has_neither_variant_nor_size() -> None:
    """It goes by its name alone."""
    assert str(
        Watched(pair="bench/test_it.py::test_it", variant=None, size=None, kind=Kind.TIME)
    ) == ("bench/test_it.py::test_it: time")


def test_what_got_worse_most_is_followed() -> None:
    """Lines that are not worse, or have no ratio, are not followed; the smallest ratio is first."""
    worst = replace(LINE, pair="b", ratio=Estimate(value=0.5, low=0.5, high=0.5, level=1))
    claim = replace(LINE, kind=Kind.CLAIM)
    followed = worse_of([LINE, replace(LINE, change=Change.SAME), claim, worst])
    assert followed == (
        replace(WATCHED, pair="b", ratio=0.5),
        replace(WATCHED, ratio=0.909),
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change.WORSE, Told.BAD),
        (Change.ACCEPTED, Told.BAD),
        (Change.SAME, Told.GOOD),
        (Change.BETTER, Told.GOOD),
        (Change.UNDECIDED, Told.UNTOLD),
        (Change.NOT_MEASURED, Told.UNTOLD),
    ],
)
def test_a_line_says_whether_a_commit_is_good(change: Change, told: Told) -> None:
    """Worse is bad even where it is accepted, the same is good, and all else cannot be told."""
    found = judged("abc", WATCHED, [replace(LINE, change=change)])
    assert found.told is told


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(0.95, 1.0, Told.GOOD), (0.45, 0.6, Told.BAD), (0.6, 0.8, Told.UNTOLD)],
)
def test_an_undecided_line_is_told_by_what_it_is_nearer_to(
    low: float, high: float, told: Told
) -> None:
    """Between 1 and a known ratio of 0.5 the middle is 0.707: an interval beyond it is enough."""
    line = replace(
        LINE,
        change=Change.UNDECIDED,
        ratio=Estimate(value=(low + high) / 2, low=low, high=high, level=0.95),
    )
    found = judged("abc", replace(WATCHED, ratio=0.5), [line])
    assert (found.told, found.wants_time) == (told, told is Told.UNTOLD)


def test_another_line_of_the_pair_says_nothing() -> None:
    """A pair that cannot be loaded at a commit leaves it untold, with the reason."""
    gone = replace(LINE, variant=None, size=None, change=Change.NOT_MEASURED, why="no module shop")
    found = judged("abc", WATCHED, [replace(LINE, size=10, change=Change.SAME), gone])
    assert (found.told, found.why) == (Told.UNTOLD, "not measured: no module shop")


def test_a_pair_with_the_same_files_is_good() -> None:
    """What a commit did not touch is as it was at the good one."""
    same = replace(LINE, kind=Kind.PAIR, variant=None, size=None, change=Change.UNCHANGED)
    assert judged("abc", WATCHED, [same]).told is Told.GOOD


def test_the_pattern_of_a_pair_matches_no_other() -> None:
    """A name with brackets is taken as it stands."""
    odd = replace(WATCHED, pair="test_x[1-a*]")
    assert fnmatchcase("test_x[1-a*]", odd.pattern)
    assert not fnmatchcase("test_x1", odd.pattern)
    assert not fnmatchcase("test_x[1-ab]", odd.pattern)


def test_an_answer_says_how_sure_it_is() -> None:
    """Exact figures are called so, times say how often chance does it, and doubt is said."""
    bad = judged("abc", WATCHED, [LINE])
    assert "once in 400 times at most" in sureness(bad)
    exact = replace(LINE, ratio=Estimate(value=0.9, low=0.9, high=0.9, level=1))
    assert "exact" in sureness(judged("abc", WATCHED, [exact]))
    assert "not sure" in sureness(judged("abc", WATCHED, [replace(LINE, change=Change.SAME)]))


def test_what_could_not_be_compared_is_named() -> None:
    """A search that has nothing to follow says what it did not see."""
    lost = replace(LINE, change=Change.LOST, why="head has none")
    assert untold_of([LINE, lost]) == ("text/join: lost: head has none",)
    new = replace(LINE, change=Change.NEW, why="base has none")
    assert untold_of([LINE, new]) == ("text/join: new: base has none",)


def test_a_pair_at_one_end_alone_is_not_compared() -> None:
    """A search that held nothing against anything does not say that nothing got worse."""
    pair = replace(LINE, kind=Kind.PAIR, variant=None, size=None)
    assert not is_compared([replace(pair, change=Change.NEW)])
    assert is_compared([replace(pair, change=Change.UNCHANGED)])
    assert is_compared([LINE])


def test_figures_without_a_ratio_come_after_what_got_slower() -> None:
    """As far as is known they are as they were: a search begins with what is known to be worse."""
    grown = replace(LINE, pair="b", kind=Kind.PEAK, ratio=None)
    assert worse_of([grown, LINE]) == (
        replace(WATCHED, ratio=0.909),
        replace(WATCHED, pair="b", kind=Kind.PEAK, ratio=1.0),
    )


def test_what_is_followed_is_named_as_a_person_would() -> None:
    """With the variant and the size, where there are such."""
    assert str(WATCHED) == "text/join: time of good at 1,000"


def test_an_answer_has_the_figures_of_its_commit() -> None:
    """Those before and after, the ratio with its interval, and the commit itself."""
    found = judged("abc", WATCHED, [LINE])
    assert (found.commit, found.why, found.ratio) == ("abc", "1.00 ms, now 1.10 ms", LINE.ratio)
    assert sureness(found).startswith(
        "Held against the commit before it: "
        "1.00 ms, now 1.10 ms, before ÷ after 0.909 (0.900 to 0.920)."
    )


@pytest.mark.parametrize("lacking", [replace(LINE, base=None), replace(LINE, head=None)])
def test_an_answer_without_figures_has_the_gate_s_reason(lacking: GateLine) -> None:
    """One figure alone is no comparison, and without a ratio none is said."""
    found = judged("abc", WATCHED, [replace(lacking, ratio=None)])
    assert found.why == LINE.why
    assert "÷" not in sureness(found)


def test_a_commit_that_cannot_be_told_keeps_its_name_and_a_reason() -> None:
    """Also where the gate has no line of the pair, or only says that nothing was touched."""
    silent = judged("abc", WATCHED, [])
    assert (silent.commit, silent.told, silent.why) == (
        "abc",
        Told.UNTOLD,
        "the gate says nothing of it",
    )
    same = replace(LINE, kind=Kind.PAIR, variant=None, size=None, change=Change.UNCHANGED)
    untouched = judged("abc", WATCHED, [same])
    assert (untouched.commit, untouched.why) == ("abc", "it uses the same files")


def test_a_line_that_was_not_measured_is_not_told_by_its_ratio() -> None:
    """A ratio beside it would be of something else."""
    line = replace(
        LINE,
        change=Change.NOT_MEASURED,
        ratio=Estimate(value=0.95, low=0.9, high=1.0, level=0.95),
    )
    assert judged("abc", replace(WATCHED, ratio=0.5), [line]).told is Told.UNTOLD
