"""How long a run still takes, where it is known how long it takes: the clock is one of our own."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pairbench.core.authoring.claim import Faster, Grows
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.planning.effort import FULL, Effort
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import (
    CallTime,
    Cell,
    CheckReport,
    Failure,
    MemoryMeasurement,
    Round,
    TimeProfile,
)
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.order import Order
from pairbench.gate.times import GATE
from pairbench.run.probes import Step
from pairbench.run.profiling import PROFILE_S
from pairbench.run.tracing import CALLS, TRACE_S
from tests.builders import QUICK, a_definition, a_memory, a_round
from tests.worlds import run_in

pytestmark = pytest.mark.once

SPREAD = 0.02
"""A round is off by so much, typically."""

WITHIN = 0.25
"""A forecast is right that is off by no more than this share of what was left."""

SIZES = (10, 100, 1_000, 10_000)


@dataclass
class Machine:
    """A machine with a clock of its own, on which the next workers start beside a round.

    ``ratios`` are the true ratios of pairs by name; ``calls_s`` is what a call takes at the largest
    size, ``loading_s`` is what the first call of a process takes beyond that, and ``overlaps`` says
    whether starting takes no time of its own.
    """

    ratios: dict[str, float]
    calls_s: dict[str, float]
    overlaps: bool = True
    loading_s: float = 0.0
    now_s: float = 0.0
    step: Step = Step.CHECK
    foreseen: RoundPlan | None = None
    said: list[tuple[float, float]] = field(default_factory=list)
    rng: random.Random = field(default_factory=lambda: random.Random(5))

    def clock_s(self) -> float:
        return self.now_s

    def check(self, entry: Entry, *, longest_call_s: float) -> CheckReport:
        definition = entry.definition
        call_s = self.calls_s.get(definition.name, 1e-4)
        return CheckReport(
            call_times=tuple(
                CallTime(
                    cell=Cell(pair=definition.name, size=size),
                    variant=variant,
                    call_s=call_s * size / definition.sizes[-1],
                    start_s=0.3,
                    first_s=call_s * size / definition.sizes[-1] + self.loading_s,
                )
                for size in definition.sizes
                for variant in definition.available
            ),
            sightings=(),
            failures=(),
        )

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round | Failure:
        plan = asked.plan
        began = self.overlaps and self.foreseen == asked
        starting_s = 0.0 if began else plan.start_s
        beside_s = plan.start_s if self.overlaps and upcoming else 0.0
        self.foreseen = next(iter(upcoming), None)
        self.now_s += starting_s + max(plan.round_s, beside_s) * self.rng.uniform(0.95, 1.1)
        ratio = self.ratios.get(plan.cell.pair, 1.0) * math.exp(self.rng.gauss(0, SPREAD))
        baseline, *others = plan.loops
        values_s = {baseline: [0.001 * ratio] * 2} | dict.fromkeys(others, [0.001] * 2)
        return replace(a_round(values_s, number=asked.number), cell=plan.cell)

    def stop(self) -> None:
        self.foreseen = None

    def trace(
        self, entry: Entry, *, variant: str, sizes: Sequence[int], repeats: int, begin: int = 0
    ) -> Iterator[MemoryMeasurement | Failure]:
        definition = entry.definition
        longest_s = self.calls_s.get(definition.name, 1e-4)
        for size in sizes:
            call_s = longest_s * size / definition.sizes[-1]
            self.now_s += (TRACE_S + CALLS * call_s) * self.rng.uniform(0.7, 1.3)
            cell = Cell(pair=entry.definition.name, size=size)
            yield replace(a_memory(variant, size=size), cell=cell)

    def profile(self, entry: Entry, *, variant: str, size: int) -> TimeProfile | None:
        self.now_s += PROFILE_S * self.rng.uniform(0.7, 1.3)
        return None

    def save_pair(self, record: PairRecord) -> None: ...

    def save_rounds(self, record: PairRecord) -> None: ...

    def begin(self, step: Step, total_s: float) -> None:
        self.step = step

    def doing(self, what: str) -> None: ...

    def advance(self, expected_s: float) -> None: ...

    def expect(self, left_s: float) -> None:
        self.said.append((self.now_s, left_s))

    def trouble(self, failure: Failure) -> None:
        raise AssertionError(failure)


def a_pair(name: str, *, grows: bool = False) -> Entry:
    """A pair that claims to be at least as fast, or to grow as well."""
    claims = [Faster(variant=QUICK, factor=1.0, size=SIZES[-1])]
    growing = [Grows(variant=QUICK, order=Order.LINEAR)] if grows else []
    definition = a_definition(*claims, *growing, sizes=SIZES)
    return Entry(site=Site(root=Path("project")), definition=replace(definition, name=name))


def measured_on(machine: Machine, effort: Effort) -> Machine:
    """The machine after a run of all its pairs."""
    entries = [a_pair(name, grows=place % 3 == 0) for place, name in enumerate(machine.ratios)]
    run_in(machine, entries, effort)
    return machine


def catalogue(ratio: float | None, call_s: float | None) -> Machine:
    """Many pairs: of this ratio and this long, or of all kinds."""
    rng = random.Random(3)
    names = [f"pair_{number}" for number in range(30)]
    return Machine(
        ratios={each: ratio or rng.choice([0.8, 1.0, 1.005, 1.01, 1.5, 4.0]) for each in names},
        calls_s={each: call_s or 10 ** rng.uniform(-6, -0.5) for each in names},
    )


@pytest.mark.parametrize(
    ("ratio", "call_s"),
    [(None, None), (3.0, 1e-4), (3.0, 0.3), (1.0, 1e-4), (1.01, 1e-4)],
)
@pytest.mark.parametrize("overlaps", [True, False])
def test_after_a_minute_the_end_is_known_within_a_quarter(
    ratio: float | None, call_s: float | None, *, overlaps: bool
) -> None:
    """Whether pairs differ much, little or not at all, and whether starting overlaps or adds up."""
    machine = catalogue(ratio, call_s)
    machine.overlaps = overlaps
    measured_on(machine, FULL)
    end_s = machine.now_s
    assert end_s > 90, "a run that is worth a forecast"
    later = [(now_s, left_s) for now_s, left_s in machine.said if 60 <= now_s <= 0.9 * end_s]
    off = [left_s / (end_s - now_s) - 1 for now_s, left_s in later]
    assert abs(off[0]) <= WITHIN, f"{off[0]:+.0%} after a minute of {end_s:.0f} s"
    assert sum(abs(each) > WITHIN for each in off) <= len(off) / 10


def test_rounds_that_no_budget_keeps_away_are_foreseen() -> None:
    """Each process starts others on its first call; a gate times its first rounds in any case."""
    machine = Machine(ratios={"pool": 1.0}, calls_s={"pool": 0.02}, overlaps=False, loading_s=6.0)
    measured_on(machine, replace(GATE, budget_s=1.0, run_budget_s=1.0))
    end_s = machine.now_s
    assert machine.said[0][1] > end_s / 2, "known to take long before a round is timed"
    off = [left_s / (end_s - now_s) - 1 for now_s, left_s in machine.said if now_s < 0.9 * end_s]
    assert max(map(abs, off[2:])) <= WITHIN
