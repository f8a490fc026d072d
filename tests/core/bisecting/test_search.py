"""Tests of the search for the first bad commit, with judges that know the truth."""

import math
import random

import pytest

from pairbench.core.bisecting.search import Judge, Judged, Told, search

COMMITS = tuple(f"commit-{number}" for number in range(32))


def judge_of(first_bad: int, untold: frozenset[int] = frozenset()) -> Judge:
    """One who knows which commit did it, and cannot tell some."""

    def judge(commit: str) -> Judged:
        place = COMMITS.index(commit)
        told = Told.UNTOLD if place in untold else Told.BAD if place >= first_bad else Told.GOOD
        return Judged(commit=commit, told=told, why="known")

    return judge


@pytest.mark.parametrize("first_bad", range(32))
def test_the_commit_is_found_in_as_few_steps_as_halving_takes(first_bad: int) -> None:
    """Whichever of 32 commits did it is found in five steps at most."""
    found = search(COMMITS, judge_of(first_bad))
    assert found.found == COMMITS[first_bad]
    assert len(found.steps) <= math.log2(len(COMMITS))


def test_one_that_cannot_be_told_gives_way_to_its_neighbour() -> None:
    """A commit in the middle that does not import costs a step and no certainty."""
    found = search(COMMITS, judge_of(20, frozenset({15})))
    assert found.found == COMMITS[20]
    assert found.steps[0].told is Told.UNTOLD


def test_those_that_cannot_be_told_from_the_answer_are_all_named() -> None:
    """Where the commits before the first bad one cannot be told, each of them may have done it."""
    found = search(COMMITS, judge_of(20, frozenset({18, 19})))
    assert found.found is None
    assert found.suspects == COMMITS[18:21]


def test_the_answer_is_always_among_the_suspects_and_no_commit_is_judged_twice() -> None:
    """Whatever cannot be told, the truth is never lost, and the search ends."""
    rng = random.Random(7)
    for _ in range(300):
        first_bad = rng.randrange(32)
        untold = frozenset(rng.sample(range(31), rng.randrange(31)))
        found = search(COMMITS, judge_of(first_bad, untold - {first_bad}))
        assert COMMITS[first_bad] in found.suspects
        assert len({each.commit for each in found.steps}) == len(found.steps)


def test_a_single_commit_is_the_answer_without_a_step() -> None:
    """Between a commit and its parent there is nothing to search."""
    found = search(COMMITS[:1], judge_of(0))
    assert (found.found, found.steps) == (COMMITS[0], ())
