"""Time and memory of a pair from commit to commit."""

from dataclasses import replace
from typing import Any

from pairbench.core import words
from pairbench.core.judging.history import Course, Number
from pairbench.core.judging.verdict import judge
from pairbench.core.sharing.past import Look, numbers_of, pasts_of
from tests.builders import QUICK, SLOW
from tests.records import ENVIRONMENT, a_record, with_a_slower_baseline


def a_look(minute: int, revision: str, **changes: Any) -> Look:
    """The pair at a commit, so many minutes past noon; each has times of its own."""
    later = minute * 1e-9
    return Look(
        started=f"2025-03-01T12:{minute:02d}:00+00:00",
        environment=replace(ENVIRONMENT, **{"git_revision": revision * 40, **changes}),
        numbers={
            title: replace(each, value=each.value + later, low=each.low + later)
            for title, each in numbers_of(judge(a_record())).items()
        },
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


def test_a_copy_of_a_run_set_is_the_same_measurement() -> None:
    """By its numbers: no two runs have the same, and one that is joined has another start."""
    one, two = a_look(1, "a"), a_look(2, "b")
    copied = [one, replace(one, started=a_look(3, "a").started), two]
    (past,) = pasts_of("a/pair", copied)
    assert past.history.revisions == ("a" * 9, "b" * 9)
    assert pasts_of("a/pair", [one, one]) == ()


def test_exact_figures_may_be_the_same_in_two_measurements() -> None:
    """Bytes of one commit are the same each time; and another commit is another measurement."""
    one = a_look(1, "a")
    exact = {title: each for title, each in one.numbers.items() if each.low == each.high}
    later = replace(one, started=a_look(2, "a").started, numbers=exact)
    assert len(pasts_of("a/pair", [replace(one, numbers=exact), later])) == 1
    assert len(pasts_of("a/pair", [one, replace(a_look(2, "b"), numbers=one.numbers)])) == 1


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


def test_a_number_has_its_interval_and_its_words() -> None:
    """Bytes that were not the same in each process are a range, and stand in its middle."""
    record = a_record()
    memory = tuple(
        replace(
            each,
            repeats=tuple(
                replace(one, peak_bytes=peak)
                for one, peak in zip(each.repeats, (2_000, 6_000), strict=True)
            ),
        )
        for each in record.memory
    )
    numbers = numbers_of(judge(replace(record, memory=memory)))
    assert numbers[f"{QUICK} at 100,000 items: peak memory"] == Number(
        value=4_000, low=2_000, high=6_000, said="6.00 kB"
    )
    time = numbers[f"{QUICK} at 100,000 items: time of a call"]
    assert time.low < time.value < time.high
    assert time.said == words.seconds(time.value)


def test_a_course_has_a_place_for_every_commit() -> None:
    """It goes by the pair's name and says what it is of; a commit without the number has a gap."""
    first, second = a_look(1, "a"), a_look(2, "b")
    title = f"{QUICK} at 100,000 items: time of a call"
    gone = replace(first, numbers={k: v for k, v in first.numbers.items() if k != title})
    (past,) = pasts_of("a/pair", [gone, second])
    courses = {each.title: each for each in past.history.courses}
    assert courses[title] == Course(
        name="a/pair", text=title, title=title, numbers=(None, second.numbers[title])
    )
    assert courses.keys() == second.numbers.keys()


def test_a_machine_goes_by_what_was_known_of_it_last() -> None:
    """Older commits of the same machine may not say its number."""
    looks = [a_look(1, "a"), a_look(2, "b"), a_look(3, "c", host="one")]
    (past,) = pasts_of("a/pair", looks)
    assert past.history.interpreter.endswith(f" on {ENVIRONMENT.cpu_model}, one")
    (unknown,) = pasts_of("a/pair", looks[:2])
    assert unknown.history.interpreter.endswith(f" on {ENVIRONMENT.cpu_model}")
