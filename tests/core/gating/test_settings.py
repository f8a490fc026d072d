"""What holds for a pair today: thresholds, exemptions and waivers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pairbench.core.gating.settings import (
    DEFAULTS,
    Exemption,
    Thresholds,
    Waiver,
    loosened,
    notices,
    thresholds_for,
    waiver_for,
)

TODAY = date(2026, 11, 23)


def exemption(pairs: str, *, time: float | None = None, expires: date | None = None) -> Exemption:
    return Exemption(pairs=pairs, time=time, memory=None, reason=None, expires=expires)


def test_a_pair_without_an_exemption_has_the_project_s_thresholds() -> None:
    """3 % of time, and 1 % and 512 B of memory, where the project says nothing."""
    assert thresholds_for("text/join", DEFAULTS, TODAY) == Thresholds(time=0.03, memory=0.01)


def test_the_last_exemption_that_matches_counts() -> None:
    """By the pattern of the name; what it does not say is left as it was."""
    settings = replace(
        DEFAULTS,
        exemptions=(exemption("text/*", time=0.10), exemption("text/join", time=0.05)),
    )
    assert thresholds_for("text/join", settings, TODAY) == Thresholds(time=0.05, memory=0.01)
    assert thresholds_for("text/split", settings, TODAY).time == 0.10
    assert thresholds_for("lists/sort", settings, TODAY).time == 0.03


@pytest.mark.parametrize(("days", "time"), [(0, 0.1), (1, 0.1), (-1, 0.03)])
def test_an_exemption_holds_to_the_end_of_its_day(days: int, time: float) -> None:
    """The day that it names is its last."""
    expires = TODAY + timedelta(days=days)
    settings = replace(DEFAULTS, exemptions=(exemption("*", time=0.1, expires=expires),))
    assert thresholds_for("text/join", settings, TODAY).time == time


def test_a_waiver_holds_until_its_day() -> None:
    """After it the change counts again."""
    waiver = Waiver(pairs="text/*", reason="clearer", expires=TODAY)
    settings = replace(DEFAULTS, waivers=(waiver,))
    assert waiver_for("text/join", settings, TODAY) == waiver
    assert waiver_for("lists/sort", settings, TODAY) is None
    assert waiver_for("text/join", settings, TODAY + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "ended on 2026-11-22"), (0, "ends on 2026-11-23"), (14, "ends on"), (15, None)],
)
def test_an_end_is_warned_of_for_two_weeks(days: int, said: str | None) -> None:
    """And afterwards until somebody removes what no longer counts."""
    waiver = Waiver(pairs="text/*", reason="clearer", expires=TODAY + timedelta(days=days))
    found = notices(replace(DEFAULTS, waivers=(waiver,)), TODAY)
    assert len(found) == (said is not None)
    assert said is None or said in found[0]
    assert said is None or "[[tool.pairbench.accepted]] for text/*" in found[0]


def test_thresholds_that_allow_more_than_at_base_are_told() -> None:
    """A change may bring its own, which hides what it makes worse; narrower ones hide nothing."""
    wide = replace(DEFAULTS, thresholds=Thresholds(time=0.5, memory=0.01, memory_bytes=1_000))
    assert loosened(DEFAULTS, DEFAULTS) == loosened(wide, DEFAULTS) == ()
    counts = "what lies between counts as same"
    assert loosened(DEFAULTS, wide) == (
        f"[tool.pairbench] time_percent is 50, and 3 at base: {counts}",
        f"[tool.pairbench] memory_bytes is 1000, and 512 at base: {counts}",
    )
    own = replace(DEFAULTS, exemptions=(exemption("text/*", time=0.2),))
    assert loosened(own, DEFAULTS) == loosened(own, own) == ()
    assert ["text/*" in each for each in loosened(DEFAULTS, own)] == [True]


def test_what_base_is_measured_by_and_does_not_say_itself_is_told() -> None:
    """A variable that head sets reaches base too: what it makes slower or faster is not seen."""
    base = replace(DEFAULTS, sizes="all", environment={"A": "1", "B": None, "C": "3", "D": "4"})
    head = replace(DEFAULTS, environment={"D": "5", "A": "1", "B": "2", "E": None})
    here, both = "[tool.pairbench.environment]", "is new, or another one than at base: both sides"
    assert loosened(base, head) == (
        "[tool.pairbench] sizes is largest, and all at base: the other sizes are not compared",
        f"{here} B {both} have that of head",
        f"{here} C is gone at head: it counts at neither side",
        f"{here} D {both} have that of head",
        f"{here} E {both} have that of head",
    )
    assert loosened(DEFAULTS, replace(DEFAULTS, sizes="all")) == loosened(base, base) == ()
