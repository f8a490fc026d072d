"""Time and memory of a pair from commit to commit."""

from dataclasses import replace
from typing import Any

from pairbench.core.judging.verdict import judge
from pairbench.core.sharing.past import Look, numbers_of, pasts_of
from tests.builders import QUICK, SLOW
from tests.records import ENVIRONMENT, a_record, with_a_slower_baseline


def a_look(minute: int, revision: str, **changes: Any) -> Look:
    """The pair at a commit, so many minutes past noon."""
    return Look(
        started=f"2025-03-01T12:{minute:02d}:00+00:00",
        environment=replace(ENVIRONMENT, **{"git_revision": revision * 40, **changes}),
        numbers=numbers_of(judge(a_record())),
    )


def test_every_variant_has_its_time_and_its_memory() -> None:
    """At the largest size: seconds of a call, and bytes at its peak."""
    numbers = numbers_of(judge(a_record()))
    assert set(numbers) == {
        f"{variant} at 100,000 items: {what}"
        for variant in (SLOW, QUICK)
        for what in ("time of a call", "peak memory")
    }
    slower = numbers_of(judge(with_a_slower_baseline(a_record())))
    name = f"{SLOW} at 100,000 items: time of a call"
    assert slower[name].value > 900 * numbers[name].value


def test_the_oldest_comes_first() -> None:
    """Whatever order the run sets are given in; a dirty tree has a sign."""
    (past,) = pasts_of("a/pair", [a_look(5, "b", git_clean=False), a_look(1, "a")])
    assert past.history.revisions == ("a" * 9, "b" * 9 + "+")
    assert past.changes == ()


def test_machines_and_interpreters_are_not_mixed() -> None:
    """Each has a past of its own, and one measurement is none."""
    looks = [
        a_look(1, "a", host="one"),
        a_look(2, "b", host="one"),
        a_look(3, "a", host="two"),
        a_look(4, "b", host="two"),
        a_look(5, "b", host="three"),
        a_look(6, "c", host="one", python_version="3.14.0"),
    ]
    pasts = pasts_of("a/pair", looks)
    assert [len(each.history.revisions) for each in pasts] == [2, 2]
    assert ["one" in pasts[0].history.interpreter, "two" in pasts[1].history.interpreter] == [
        True
    ] * 2


def test_another_environment_is_told() -> None:
    """A package that changed may have changed the numbers."""
    looks = [a_look(1, "a", packages={"numpy": "2.0"}), a_look(2, "b", packages={"numpy": "2.1"})]
    (past,) = pasts_of("a/pair", looks)
    assert past.changes == (f"from {'b' * 9}: package numpy 2.0, then 2.1",)
