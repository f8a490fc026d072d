"""Whole pairs handed out: each is kept as it comes, and says where it was measured."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.planning.effort import QUICK
from pairbench.core.records.measurement import Failure
from pairbench.core.records.record import CONTROLS, PairRecord, controls_of
from pairbench.measure.fleet.done import Done
from pairbench.run.handing import Answer, Measured, Order, hand_out
from tests.records import ENVIRONMENT, a_record

if TYPE_CHECKING:
    from pairbench.core.records.shard import Machine

NAMES = ("a/one", "a/two", "a/three")


class Scripted:
    """A fleet whose answers are known."""

    def __init__(self, answers: Sequence[Answer[Measured]]) -> None:
        self.known = answers

    def answers(self, orders: Sequence[Order]) -> Iterator[Answer[Measured]]:
        yield from self.known


class Kept:
    """Keeps what is saved, and what is said."""

    def __init__(self) -> None:
        self.pairs: dict[str, PairRecord] = {}
        self.machines: list[Machine] = []
        self.said: list[str] = []
        self.troubles: list[Failure] = []

    def save_pair(self, record: PairRecord) -> None:
        self.pairs[record.definition.name] = record

    def save_rounds(self, record: PairRecord) -> None:
        assert self.pairs[record.definition.name] == record

    def begin(self, step: str, total_s: float) -> None:
        pass

    def doing(self, what: str) -> None:
        self.said.append(what)

    def advance(self, expected_s: float) -> None:
        pass

    def expect(self, left_s: float) -> None:
        """Nothing to show."""

    def trouble(self, failure: Failure) -> None:
        self.troubles.append(failure)


def orders() -> list[Order]:
    """An order for each of the three pairs."""
    return [
        Order(
            entry=Entry(site=Site(root=Path()), definition=a_record(name).definition),
            effort=QUICK,
            run="a run",
            revision=None,
            variables={},
        )
        for name in NAMES
    ]


def an_answer(place: int, where: str | None) -> Answer[Measured]:
    """The pair at a place, measured there with controls."""
    controls = replace(
        a_record(CONTROLS), definition=replace(a_record(CONTROLS).definition, name=CONTROLS)
    )
    found = Measured(record=a_record(NAMES[place]), controls=controls, environment=ENVIRONMENT)
    return Done(place=place, where=where, result=found)


def handed_out(answers: Sequence[Answer[Measured]]) -> Kept:
    """What is kept when these answers come."""
    kept = Kept()
    hand_out(orders(), Scripted(answers), kept, kept, kept.machines.append)
    return kept


def test_each_pair_says_which_machine_has_measured_it() -> None:
    """Pairs keep their order, whatever comes first, and each machine is met once."""
    kept = handed_out([an_answer(2, "beta"), an_answer(0, "alpha"), an_answer(1, "beta")])
    assert {name: kept.pairs[name].machine for name in NAMES} == dict(
        zip(NAMES, ("alpha", "beta", "beta"), strict=True)
    )
    assert list(kept.pairs)[:3] == list(NAMES)
    assert [each.name for each in kept.machines] == ["beta", "alpha"]
    assert {controls_of("alpha"), controls_of("beta")} <= kept.pairs.keys()
    assert kept.said[0] == "a/three measured on beta, 1 of 3"


def test_this_machine_is_none_of_several() -> None:
    """Where the pairs stay on one machine, they and the controls are as in any run."""
    kept = handed_out([an_answer(place, None) for place in range(3)])
    assert {each.machine for each in kept.pairs.values()} == {None}
    assert CONTROLS in kept.pairs
    assert kept.machines == []


def test_a_pair_that_nobody_measured_is_a_failure() -> None:
    """The others are kept, and it is said why."""
    lost: Answer[Measured] = Done(
        place=1, where=None, result=None, lost="KilledWorker: three workers died"
    )
    kept = handed_out([an_answer(0, "alpha"), lost])
    (failure,) = kept.pairs["a/two"].failures
    assert "no machine has measured the pair: KilledWorker" in failure.message
    assert kept.troubles == [failure]
    assert kept.pairs["a/one"].rounds
    assert kept.pairs["a/three"].rounds == ()
