"""A gate, with fakes in the place of the outside world."""

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from pairbench.core.authoring.claim import Claim, Faster
from pairbench.core.authoring.entry import Entry, Place, Site
from pairbench.core.errors import PairError
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.settings import DEFAULTS, Settings, Thresholds, Waiver
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import (
    CallTime,
    Cell,
    CheckReport,
    Failure,
    LineMemory,
    MemoryMeasurement,
    Round,
    Stage,
    TimeProfile,
    Trouble,
)
from pairbench.gate.gate import GateResult, GateTools, run_gate
from pairbench.gate.sides import Side
from pairbench.run.probes import Probes, Step
from tests.builders import QUICK, SLOW, a_definition, a_failure, a_memory, a_round

TODAY = date(2026, 11, 23)

JITTER = (-0.004, 0.003, -0.001, 0.004, -0.003, 0.001, 0.0)
"""By how much a round is off, one after the other."""


@dataclass
class World:
    """A machine on which every function takes the time that it is given, or a millisecond.

    Functions are known by side, pair and variant. Rounds are off by little, unless ``noise`` says
    how many times as far. With a ``spell`` only so many rounds of each comparison show slowdowns.
    Of a pair that is ``blind`` no bytes put in are seen; the peaks of a ``wandering`` one differ
    from process to process.
    """

    slower: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    peaks: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    differences: Mapping[str, str] = field(default_factory=dict)
    failures: Sequence[tuple[str, Failure]] = ()
    noise: float = 1.0
    spell: int = 0
    blind: Sequence[str] = ()
    wandering: Sequence[str] = ()
    unseen: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    traced: list[str] = field(default_factory=list)
    timed: list[str] = field(default_factory=list)
    now_s: float = 0.0

    def check(self, entry: Entry, *, longest_call_s: float) -> CheckReport:
        assert longest_call_s == math.inf
        definition = entry.definition
        failed = [
            each
            for side, each in self.failures
            if side == entry.site.root.name and each.cell.pair == definition.name
        ]
        return CheckReport(
            call_times=tuple(
                CallTime(cell=Cell(pair=definition.name, size=size), variant=name, call_s=0.001)
                for size in definition.sizes
                for name in definition.available
                if name not in {each.variant for each in failed}
            ),
            sightings=(),
            failures=tuple(failed),
        )

    def difference(self, base: Entry, head: Entry, *, variant: str, size: int) -> str | None:
        assert (base.site.root.name, head.site.root.name) == ("base", "head")
        assert variant == base.definition.baseline
        assert size in head.definition.sizes
        return self.differences.get(head.definition.name)

    def stop(self) -> None:
        pass

    def time(self, asked: RoundPlan, upcoming: RoundPlan | None = None) -> Round:
        entry, plan, number = asked.entry, asked.plan, asked.number
        self.now_s += 0.3
        self.timed.append(plan.cell.pair)
        values_s = {}
        for position, lane in enumerate(plan.loops):
            off = self.noise * JITTER[(number + 3 * position) % len(JITTER)]
            values_s[lane] = [0.001 * self._slower(entry.place(lane)) * (1 + off)] * 4
        return replace(a_round(values_s, number=number), cell=plan.cell)

    def _slower(self, place: Place) -> float:
        factor = self.slower.get(named(place), 1.0)
        if self.spell and self.timed.count(self.timed[-1]) > self.spell:
            factor = 1.0
        return factor * (1 + place.slowed_by)

    def trace(
        self, entry: Entry, *, variant: str, sizes: Sequence[int], repeats: int, begin: int = 0
    ) -> Iterator[MemoryMeasurement | Failure]:
        place = entry.place(variant)
        side, pair, _ = named(place)
        peak = self.peaks.get(named(place), 10_000)
        peak += 0 if pair in self.blind else place.ballast_bytes
        drawn = random.Random(f"{side} {place.ballast_bytes}")
        off = [drawn.uniform(-0.02, 0.02) for _ in range(begin + repeats)][begin:]
        peaks = [round(peak * (1 + each * (pair in self.wandering))) for each in off]
        self.traced.append(f"{pair} {variant}")
        for size in sizes:
            found = a_memory(variant, size=size, peaks=peaks, retained=[100] * repeats)
            unseen_bytes = self.unseen.get(named(place), 0)
            cell = Cell(pair=entry.definition.name, size=size)
            yield replace(found, cell=cell, unseen_bytes=unseen_bytes)

    def lines(
        self, entry: Entry, *, variant: str, size: int, retained: bool
    ) -> tuple[LineMemory, ...]:
        place = entry.place(variant)
        held = 0 if retained else self.peaks.get(named(place), 10_000)
        file = f"bench/{named(place)[1]}.py"
        return (
            LineMemory(file=file, number=size, function=place.variant, text="x", held_bytes=held),
        )

    def profile(self, entry: Entry, *, variant: str, size: int) -> TimeProfile | None:
        raise AssertionError(f"a gate shows no profile, and needs none of {variant} at {size}")

    def begin(self, step: Step, total_s: float) -> None:
        pass

    def doing(self, what: str) -> None:
        pass

    def advance(self, expected_s: float) -> None:
        pass

    def trouble(self, failure: Failure) -> None:
        pass


def named(place: Place) -> tuple[str, str, str]:
    return (place.site.root.name, Path(place.file).stem, place.variant)


def a_pair(side: str, name: str, *claims: Claim, goods: Iterable[str] = (QUICK,)) -> Entry:
    definition = a_definition(*claims, sizes=(10, 100), goods=goods)
    return Entry(
        site=Site(root=Path(side)),
        definition=replace(definition, name=name, file=f"bench/{name}.py"),
    )


def a_side(side: str, *names: str, errors: Sequence[PairError] = ()) -> Side:
    return Side(entries=tuple(a_pair(side, name) for name in names), errors=tuple(errors))


def go(
    world: World,
    base: Side | None = None,
    head: Side | None = None,
    settings: Settings = DEFAULTS,
) -> GateResult:
    probes = Probes(
        checker=world,
        timer=world,
        memory=world,
        profiler=world,
        clock_s=lambda: world.now_s,
        width=1,
    )
    tools = GateTools(probes=probes, comparer=world, lines=world, progress=world)
    names = ("one", "two", "three")
    return run_gate(
        base or a_side("base", *names), head or a_side("head", *names), settings, TODAY, tools
    )


def changed(result: GateResult) -> list[GateLine]:
    return [each for each in result.lines if each.change is not Change.SAME]


def test_nothing_changed_is_nothing_said() -> None:
    """Each variant is compared at the largest size: its time, its peak, and what it keeps."""
    result = go(World())
    assert changed(result) == []
    assert len(result.lines) == 3 * 2 * 3
    assert {each.size for each in result.lines} == {100}
    assert result.machine is not None
    assert result.machine.problem is None


def test_a_slower_variant_is_named() -> None:
    """That variant of that pair and no other, with both times and the ratio."""
    (line,) = changed(go(World(slower={("head", "two", QUICK): 1.1})))
    assert (line.pair, line.variant, line.kind) == ("two", QUICK, Kind.TIME)
    assert line.change is Change.WORSE
    assert line.ratio is not None
    assert line.ratio.value == pytest.approx(1 / 1.1, rel=0.01)
    assert (line.base, line.head) == ("1.00 ms", "1.10 ms")
    assert line.spent_s > 0


def test_a_faster_variant_is_told() -> None:
    """It is good news."""
    (line,) = changed(go(World(slower={("head", "two", QUICK): 0.8})))
    assert (line.pair, line.change) == ("two", Change.BETTER)


def test_what_got_worse_is_looked_at_again() -> None:
    """A slow spell that was over by the second look is no regression."""
    calm = World(slower={("head", "two", QUICK): 1.1})
    go(calm)
    rounds = calm.timed.count(f"two {QUICK}")
    passing = World(slower={("head", "two", QUICK): 1.1}, spell=rounds // 2)
    lines = [each for each in changed(go(passing)) if each.change is Change.WORSE]
    assert lines == []


def test_memory_is_compared_to_the_byte() -> None:
    """One byte beyond 1 % and beyond 512 B is worse."""
    assert changed(go(World(peaks={("head", "one", SLOW): 10_512}))) == []
    (line,) = changed(go(World(peaks={("head", "one", SLOW): 10_513})))
    assert (line.pair, line.variant, line.kind) == ("one", SLOW, Kind.PEAK)
    assert (line.change, line.base, line.head) == (Change.WORSE, "10,000 B", "10,513 B")
    assert line.details == (f"bench/one.py:100 {SLOW}: 10,513 B, was 10,000 B: x",)


def test_memory_that_varies_is_traced_until_it_is_certain() -> None:
    """In more processes than what is the same in each; the others are not traced for it."""
    settings = replace(DEFAULTS, thresholds=Thresholds(time=0.03, memory=0.05))
    world = World(wandering=["one"], peaks={("head", "one", SLOW): 20_000})
    (line,) = changed(go(world, settings=settings))
    assert (line.pair, line.variant, line.change) == ("one", SLOW, Change.WORSE)
    assert "varies from process to process" in line.why
    assert world.traced.count("one base") > world.traced.count("two base")


def test_memory_that_is_not_seen_says_nothing_of_anything_else() -> None:
    """The lines of that benchmark are undecided; times, and other memory, are as they were."""
    world = World(
        blind=["two"], slower={("head", "two", QUICK): 1.5}, peaks={("head", "one", SLOW): 20_000}
    )
    result = go(world)
    assert result.machine is not None
    assert result.machine.problem is None
    found = {(each.pair, each.kind, each.change) for each in changed(result)}
    assert found == {
        ("one", Kind.PEAK, Change.WORSE),
        ("two", Kind.PEAK, Change.UNDECIDED),
        ("two", Kind.RETAINED, Change.UNDECIDED),
        ("two", Kind.TIME, Change.WORSE),
    }
    undecided = [each for each in changed(result) if each.change is Change.UNDECIDED]
    assert {each.why for each in undecided} == {"1,025 B put in on purpose were not seen"}


def test_an_allocator_that_is_not_seen_is_named() -> None:
    """No verdict is made of figures that lack most of the memory, whatever they say."""
    hidden = ("head", "one", SLOW)
    result = go(World(unseen={hidden: 800_000}, peaks={hidden: 20_000}))
    assert {(each.pair, each.variant, each.kind) for each in changed(result)} == {
        ("one", SLOW, Kind.PEAK),
        ("one", SLOW, Kind.RETAINED),
    }
    assert {(each.change, each.why) for each in changed(result)} == {
        (Change.UNDECIDED, "head allocates 800 kB that memray does not see")
    }


def test_new_and_removed_pairs_are_told() -> None:
    """They cannot be compared, and fail nothing."""
    result = go(World(), a_side("base", "one", "old"), a_side("head", "one", "new"))
    assert {(each.pair, each.change) for each in changed(result)} == {
        ("old", Change.REMOVED),
        ("new", Change.NEW),
    }


def test_a_pair_that_head_cannot_load_is_not_measured() -> None:
    """It is named, with what is wrong with its file; it was not removed."""
    error = PairError(file="bench/two.py", pair="", message="cannot be imported: SyntaxError")
    result = go(World(), a_side("base", "one", "two"), a_side("head", "one", errors=[error]))
    (line,) = changed(result)
    assert (line.pair, line.change) == ("two", Change.NOT_MEASURED)
    assert "SyntaxError" in line.why


def test_a_changed_result_is_not_timed() -> None:
    """Something that does another thing is not compared by its time."""
    world = World(differences={"two": "at [0]: 1 and 2"})
    (line,) = changed(go(world))
    assert (line.pair, line.kind, line.change) == ("two", Kind.RESULT, Change.NOT_MEASURED)
    assert "at [0]: 1 and 2" in line.why
    assert not [each for each in world.timed if each.startswith("two")]


@pytest.mark.parametrize("side", ["base", "head"])
def test_a_variant_that_crashes_is_not_measured(side: str) -> None:
    """The line names the side; the other variants of the pair are compared."""
    failure = replace(
        a_failure(QUICK, trouble=Trouble.DIED, stage=Stage.CHECK), cell=Cell(pair="two", size=100)
    )
    world = World(failures=[(side, failure)])
    (line,) = changed(go(world))
    assert (line.pair, line.variant, line.change) == ("two", QUICK, Change.NOT_MEASURED)
    assert line.why.startswith(f"at {side}: died")
    assert f"two {SLOW}" in world.timed
    assert f"two {QUICK}" not in world.timed


def test_a_noisy_machine_says_nothing_of_times() -> None:
    """Not even of one that is twice as slow; its memory is compared."""
    world = World(
        noise=30.0, slower={("head", "two", QUICK): 2.0}, peaks={("head", "one", SLOW): 20_000}
    )
    result = go(world)
    assert result.machine is not None
    assert result.machine.problem is not None
    times = [each for each in result.lines if each.kind is Kind.TIME]
    assert {each.change for each in times} == {Change.UNDECIDED}
    assert [each.pair for each in result.lines if each.change is Change.WORSE] == ["one"]


def test_a_claim_that_head_refutes_is_worse() -> None:
    """Base confirmed that the variant is twice as fast, and the baseline got better since."""
    claim = Faster(variant=QUICK, factor=2.0, size=100)
    base, head = (
        Side(entries=(a_pair(side, "one", claim),), errors=()) for side in ("base", "head")
    )
    world = World(slower={("base", "one", SLOW): 4.0, ("head", "one", SLOW): 1.5})
    lines = changed(go(world, base, head))
    assert {(each.kind, each.change) for each in lines} == {
        (Kind.TIME, Change.BETTER),
        (Kind.CLAIM, Change.WORSE),
    }


def test_an_accepted_change_is_shown() -> None:
    """With its reason and its last day, and as no failure."""
    waiver = Waiver(pairs="two", reason="clearer", expires=date(2026, 12, 24))
    settings = replace(DEFAULTS, waivers=(waiver,))
    (line,) = changed(go(World(slower={("head", "two", QUICK): 1.5}), settings=settings))
    assert line.change is Change.ACCEPTED
    assert line.why.endswith("accepted until 2026-12-24: clearer")


def test_no_pair_in_common_is_no_error() -> None:
    """Nothing is timed, and the machine is not judged."""
    result = go(World(), a_side("base", "old"), a_side("head", "new"))
    assert result.machine is None
    assert len(result.lines) == 2
