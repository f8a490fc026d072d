"""A gate that somebody ends before its time: what it knows by then is told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.errors import Interrupted
from pairbench.core.gating.answer import Change, Kind
from pairbench.core.gating.settings import DEFAULTS
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import Failure, MemoryMeasurement, Round
from pairbench.gate.gate import GateResult
from pairbench.gate.handing import gate_by
from pairbench.gate.sides import match_pairs
from pairbench.measure.fleet.done import Done
from tests.builders import QUICK
from tests.gate.test_gate import GROUNDS, TODAY, World, a_side, go

pytestmark = pytest.mark.once

NEVER = 1_000_000

SLOWER = {("head", "two", QUICK): 1.1}


@dataclass
class Ended(World):
    """A world that is ended after so many rounds, or so many traced sides."""

    rounds: int = NEVER
    traces: int = NEVER

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round:
        if len(self.timed) >= self.rounds:
            raise Interrupted
        return super().time(asked, upcoming)

    def trace(self, entry: Entry, **asked: Any) -> Iterator[MemoryMeasurement | Failure]:
        if len(self.traced) >= self.traces:
            raise Interrupted
        return super().trace(entry, **asked)


def decided(result: GateResult) -> set[tuple[str, str | None, Kind, Change]]:
    return {
        (each.pair, each.variant, each.kind, each.change)
        for each in result.lines
        if each.change is not Change.UNDECIDED
    }


@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.9, 0.99])
def test_the_times_that_are_known_are_told(share: float) -> None:
    """Whatever is decided by then is what the whole gate says; the rest is undecided."""
    world = World(slower=SLOWER)
    whole = go(world)
    ended = go(Ended(slower=SLOWER, rounds=int(share * len(world.timed))))
    assert ended.is_interrupted
    assert not whole.is_interrupted
    times = [each for each in whole.lines if each.kind is Kind.TIME]
    assert [(each.pair, each.variant, each.size) for each in ended.lines] == [
        (each.pair, each.variant, each.size) for each in times
    ]
    assert decided(ended) <= decided(whole)


def test_the_memory_that_is_known_is_told() -> None:
    """All times, and the figures of what was traced."""
    world = World(slower=SLOWER, peaks={("head", "one", QUICK): 20_000})
    whole = go(world)
    half = len(world.traced) // 2
    ended = go(Ended(slower=SLOWER, peaks=world.peaks, traces=half))
    assert ended.is_interrupted
    assert list(whole.lines[: len(ended.lines)]) == list(ended.lines)
    kinds = {each.kind for each in ended.lines}
    assert kinds == {Kind.TIME, Kind.PEAK, Kind.RETAINED}
    assert len(ended.lines) < len(whole.lines)
    assert ended.machine == whole.machine


def test_what_a_fleet_has_answered_is_told() -> None:
    """The pairs that were compared by then, each with the machine that has done it."""

    class Fleet:
        def compared(self, pairs: Sequence[str]) -> Iterator[Done[GateResult]]:
            found = go(World(), a_side("base", pairs[0]), a_side("head", pairs[0]))
            yield Done(place=0, where="alpha", result=found)
            raise Interrupted

    names = ("one", "two")
    matched = match_pairs(a_side("base", *names), a_side("head", *names), DEFAULTS)
    result = gate_by(Fleet(), matched, GROUNDS, DEFAULTS, TODAY, World())
    assert result.is_interrupted
    assert {(each.pair, each.machine) for each in result.lines} == {("one", "alpha")}
