"""Which run sets belong together, and what is missing of them."""

from dataclasses import replace
from typing import Any

import pytest

from pairbench.core.records.record import RunRecord, Status
from pairbench.core.records.shard import Shard
from pairbench.core.sharing.belonging import gaps_among, why_apart
from pairbench.core.sharing.whole import machine_names, whole_of
from tests.records import RUN

SHARD = Shard(number=1, count=3, catalogue="abc")


def a_part(number: int, **changes: Any) -> RunRecord:
    """A run of one part."""
    return replace(RUN, shards=(replace(SHARD, number=number),), **changes)


def test_parts_of_one_whole_belong_together() -> None:
    """Other machines may have made them: nothing is said of CPUs."""
    other = replace(RUN.environment, cpu_model="another CPU", cpu_count=64)
    assert why_apart(a_part(1), a_part(2, environment=other)) is None
    assert why_apart(RUN, RUN) is None


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (
            a_part(2, environment=replace(RUN.environment, git_revision="f00")),
            "another revision: f00, not none",
        ),
        (
            a_part(2, environment=replace(RUN.environment, python_version="3.13.2")),
            "another interpreter: 3.13.2, not 3.13.1",
        ),
        (a_part(2, quick=True), "another effort: quick, not full"),
        (replace(RUN, shards=(replace(SHARD, count=4),)), "a shard of 4, not of 3"),
        (replace(RUN, shards=(replace(SHARD, catalogue="x"),)), "other definitions"),
        (replace(RUN, shards=(replace(SHARD, split_by="x"),)), "another split"),
    ],
)
def test_what_does_not_belong_together_has_a_reason(run: RunRecord, words: str) -> None:
    """The reason names what differs."""
    assert words in (why_apart(a_part(1), run) or "")


def test_gaps_are_named() -> None:
    """What is missing and what is there twice."""
    gaps = gaps_among([replace(SHARD, number=each) for each in (3, 1, 3)])
    assert (gaps.missing, gaps.twice) == ((2,), (3,))
    assert gaps_among([]).missing == ()


def test_a_whole_with_a_gap_is_not_complete() -> None:
    """What is missing stands among what could not be measured; times add up."""
    runs = [a_part(1), a_part(3)]
    names = machine_names(runs)
    assert names == ("shard 1", "shard 3")
    whole = whole_of(runs, names, gaps_among([each.shards[0] for each in runs]))
    assert whole.status is Status.INTERRUPTED
    assert whole.duration_s == 2 * RUN.duration_s
    assert [each.name for each in whole.machines] == ["shard 1", "shard 3"]
    assert whole.rejected == ("shard 2 of 3 is missing, and its pairs with it",)
