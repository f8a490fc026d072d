"""In what environments differ, and whether they are of one machine."""

from dataclasses import replace

import pytest

from pairbench.core.records.inventory import (
    MOST_NAMED,
    change_between,
    differing,
    is_same_machine,
    things_of,
)
from tests.records import ENVIRONMENT

ONE = replace(ENVIRONMENT, settings={"kernel": "6.1"}, packages={"numpy": "2.0", "rich": "13"})


def test_only_what_differs_is_told() -> None:
    """A package, a setting and a CPU that are not the same; the code may always be another."""
    other = replace(
        ONE,
        settings={"kernel": "6.2"},
        packages={"numpy": "2.1", "attrs": "25", "rich": "13"},
        cpu_model="another",
        git_revision="f00",
    )
    found = {each.name: each.values for each in differing([ONE, other])}
    assert found == {
        "CPU": (ENVIRONMENT.cpu_model, "another"),
        "kernel": ("6.1", "6.2"),
        "package numpy": ("2.0", "2.1"),
        "package attrs": (None, "25"),
    }
    assert "package numpy 2.0, then 2.1" in (change_between(ONE, other) or "")


def test_another_revision_alone_is_no_change() -> None:
    """A history is of one environment as long as only the code changes."""
    assert change_between(ONE, replace(ONE, git_revision="f00", git_clean=True)) is None


def test_an_older_record_does_not_differ_by_what_it_does_not_say() -> None:
    """Where no settings were recorded, those of others are no difference."""
    older = replace(ONE, settings={}, packages={"numpy": "2.0"})
    assert change_between(older, ONE) is None
    assert change_between(older, replace(ONE, packages={"numpy": "2.1"})) is not None


def test_a_machine_is_known_by_its_number_or_by_what_it_is() -> None:
    """The number decides where both have one."""
    known = replace(ONE, host="abc")
    assert is_same_machine(known, replace(known, git_revision="f00"))
    assert not is_same_machine(known, replace(known, host="def"))
    assert is_same_machine(ONE, known)
    assert not is_same_machine(ONE, replace(ONE, cpu_count=64))


def test_what_is_known_of_a_machine_is_told_as_text() -> None:
    """What is not known of it is not a thing that could differ."""
    told = things_of(replace(ONE, turbo=False, memory_bytes=8_000))
    assert (told["CPUs"], told["memory"], told["turbo"], told["GIL"]) == (
        str(ONE.cpu_count),
        "8000",
        "False",
        "True",
    )
    assert {"memory", "turbo"}.isdisjoint(things_of(replace(ONE, turbo=None, memory_bytes=None)))


@pytest.mark.parametrize(
    ("more", "end"), [(0, "p5 none, then 1"), (1, "; 1 more"), (3, "; 3 more")]
)
def test_a_line_names_a_few_differences_and_counts_the_others(more: int, end: str) -> None:
    """Nobody reads a hundred packages in a line."""
    packages = {f"p{number}": "1" for number in range(MOST_NAMED + more)}
    line = change_between(replace(ONE, packages={}), replace(ONE, packages=packages)) or ""
    assert line.endswith(end)
    assert line.count("then") == MOST_NAMED
