"""A gate whose pairs are handed out: what each machine finds is told as one answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.settings import DEFAULTS
from pairbench.gate.gate import GateResult
from pairbench.gate.handing import gate_by
from pairbench.gate.sides import match_pairs
from pairbench.measure.fleet.done import Done
from tests.builders import QUICK, SLOW
from tests.gate.test_gate import GROUNDS, TODAY, World, a_side, go


@dataclass
class Fleet:
    """Machines that take turns, each of which compares its pairs as it really would."""

    lost: Sequence[str] = ()
    asked: list[str] = field(default_factory=list)

    def compared(self, pairs: Sequence[str]) -> Iterator[Done[GateResult]]:
        self.asked += pairs
        for place, pair in reversed(list(enumerate(pairs))):
            if pair in self.lost:
                yield Done(place=place, where=None, result=None, lost="the last worker died")
                continue
            world = World(slower={("head", "two", SLOW): 1.5})
            found = go(world, a_side("base", pair), a_side("head", pair), all_pairs=True)
            yield Done(place=place, where=("alpha", "beta")[place % 2], result=found)


def handed_out(fleet: Fleet, *, base: Sequence[str], head: Sequence[str]) -> GateResult:
    """The gate of pairs with these names."""
    matched = match_pairs(a_side("base", *base), a_side("head", *head), DEFAULTS)
    return gate_by(fleet, matched, GROUNDS, DEFAULTS, TODAY, World())


def test_pairs_of_many_machines_are_one_answer() -> None:
    """Each line says who compared it, in the order of the pairs; each machine has its controls."""
    fleet = Fleet()
    result = handed_out(fleet, base=("one", "two", "old"), head=("one", "two", "new"))
    assert fleet.asked == ["one", "two"]
    assert {(each.pair, each.machine) for each in result.lines if each.kind is Kind.TIME} == {
        ("one", "alpha"),
        ("two", "beta"),
    }
    measured = [each.pair for each in result.lines if each.machine is not None]
    assert measured == sorted(measured)
    assert [(each.pair, each.variant) for each in result.lines if each.change is Change.WORSE] == [
        ("two", SLOW)
    ]
    assert [each.name for each in result.machines] == ["alpha", "beta"]
    assert all(each.problem is None for each in result.machines)


def test_what_one_side_has_alone_is_told_once() -> None:
    """By whoever hands out: it takes no machine to see it."""
    result = handed_out(Fleet(), base=("one", "old"), head=("one", "new"))
    alone = [(each.pair, each.change) for each in result.lines if each.pair in ("old", "new")]
    assert alone == [("old", Change.LOST), ("new", Change.NEW)]


def test_a_pair_that_no_machine_has_compared_is_not_measured() -> None:
    """It does not pass, and the others are as they were found."""
    result = handed_out(Fleet(lost=["one"]), base=("one", "two"), head=("one", "two"))
    lost: GateLine = next(each for each in result.lines if each.pair == "one")
    assert lost.change is Change.NOT_MEASURED
    assert lost.why == "no machine has compared it: the last worker died"
    assert {each.variant for each in result.lines if each.pair == "two"} == {SLOW, QUICK}
