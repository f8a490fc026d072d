"""What holds for a run that several machines have made."""

from dataclasses import replace

from pairbench.core.records.record import RunRecord, Status
from pairbench.core.records.shard import Machine, Shard
from pairbench.core.sharing.belonging import Gaps
from pairbench.core.sharing.whole import machine_names, renamed_machines, whole_of
from tests.records import ENVIRONMENT, RUN

NONE_MISSING = Gaps(missing=(), twice=())


def part(number: int, *, of: int = 3) -> RunRecord:
    """A run of one part, on a machine whose warning is its own."""
    shard = Shard(number=number, count=of, catalogue="abc")
    environment = replace(ENVIRONMENT, host=str(number), warnings=("shared", f"of {number}"))
    return replace(RUN, shards=(shard,), environment=environment, duration_s=10.0 * number)


def joined(*names: str) -> RunRecord:
    """A run that was joined already of machines of these names."""
    machines = tuple(Machine(name=name, environment=ENVIRONMENT) for name in names)
    return replace(RUN, machines=machines)


def test_a_machine_goes_by_its_part() -> None:
    """One that measured no part, several, or one that another has as well, goes by its place."""
    several = replace(RUN, shards=(*part(2).shards, *part(3).shards))
    assert machine_names([part(3), RUN, several]) == ("shard 3", "machine 2", "machine 3")
    assert machine_names([part(1), part(1)]) == ("machine 1", "machine 2")


def test_only_a_name_that_two_runs_have_is_made_longer() -> None:
    """The name of the run stands before it; within one run the names are different already."""
    runs = [joined("shard 1", "shard 2"), joined("shard 2", "shard 3")]
    assert renamed_machines(runs, ["left", "right"]) == (
        {"shard 1": "shard 1", "shard 2": "left, shard 2"},
        {"shard 2": "right, shard 2", "shard 3": "shard 3"},
    )


def test_the_whole_is_that_of_all_its_parts() -> None:
    """Its time is theirs together, a warning of two is one, and each machine is one of it."""
    parts = [part(2), part(1), part(3)]
    whole = whole_of(parts, ["two", "one", "three"], NONE_MISSING)
    assert (whole.status, whole.duration_s, whole.rejected) == (Status.COMPLETE, 60.0, ())
    assert [each.number for each in whole.shards] == [1, 2, 3]
    assert whole.environment == replace(
        parts[0].environment, warnings=("shared", "of 2", "of 1", "of 3")
    )
    assert whole.machines == tuple(
        Machine(name=name, environment=run.environment)
        for name, run in zip(("two", "one", "three"), parts, strict=True)
    )


def test_machines_of_a_whole_keep_apart() -> None:
    """What was joined before brings its own machines, renamed where another has the name."""
    whole = whole_of([joined("a", "b"), joined("b")], ["left", "right"], NONE_MISSING)
    assert [each.name for each in whole.machines] == ["a", "left, b", "right, b"]


def test_a_whole_is_complete_where_all_of_it_is() -> None:
    """A part that is missing or did not come to its end makes it unfinished, and is named."""
    broken = replace(part(2), status=Status.INTERRUPTED)
    assert whole_of([part(1), broken], ["a", "b"], NONE_MISSING).status is Status.INTERRUPTED
    gaps = Gaps(missing=(3,), twice=())
    lacking = whole_of([part(1), part(2)], ["a", "b"], gaps)
    assert lacking.status is Status.INTERRUPTED
    assert lacking.rejected == ("shard 3 of 3 is missing, and its pairs with it",)
