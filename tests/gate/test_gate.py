"""A gate, with fakes in the place of the outside world."""

import math
import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from pairbench.core.authoring.claim import Claim, Faster
from pairbench.core.authoring.entry import Entry, Place, Site
from pairbench.core.errors import PairError, UsageError
from pairbench.core.gating.answer import Change, GateExit, GateLine, Kind, exit_code
from pairbench.core.gating.asked import EVERYTHING, Focus
from pairbench.core.gating.settings import DEFAULTS, Settings, Thresholds, Waiver
from pairbench.core.gating.times import UNJUDGED
from pairbench.core.gating.two_sides import AGAIN
from pairbench.core.gating.usage import Ground, Project, Usage, UsedModule
from pairbench.core.planning.plan import CellPlan, RoundPlan
from pairbench.core.records.disagreement import Disagreement
from pairbench.core.records.measurement import (
    CallTime,
    Cell,
    CheckReport,
    Conditions,
    Failure,
    LineMemory,
    MemoryMeasurement,
    Round,
    Stage,
    TimeProfile,
    Trouble,
)
from pairbench.core.records.notice import Notice, NoticeKind
from pairbench.gate.gate import OTHER_TEXT, GateResult, GateTools, run_gate
from pairbench.gate.sides import Side, match_pairs
from pairbench.gate.usage import Grounds
from pairbench.report.gate.answer import machines_in_words
from pairbench.run.probes import Probes, Step
from tests.builders import QUICK, SLOW, a_definition, a_failure, a_memory, a_round

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 23)

GROUND = {side: Ground(tree=Path("/gate") / side) for side in ("base", "head")}
GROUNDS = Grounds(
    base=GROUND["base"],
    head=GROUND["head"],
    project=Project(repository=Path("/home/shop"), names=frozenset({"shop"})),
    is_ignored=lambda path: path.name == "_version.py",
)

JITTER = (-0.004, 0.003, -0.001, 0.004, -0.003, 0.001, 0.0)
"""By how much a round is off, one after the other."""


UNSTEADY = Notice(kind=NoticeKind.UNSTEADY, words="another at each call")
DRIFTING = Notice(kind=NoticeKind.DRIFTING, words="its call adds to the list")


@dataclass
class World:
    """A machine on which every function takes the time that it is given, or a millisecond.

    Functions are known by side, pair and variant. Rounds are off by little, unless ``noise`` says
    how many times as far. A check finds a call to take what ``calls_s`` has for its pair, or for
    the pair at one side (``head/two``), or a millisecond. With a ``spell`` only so many rounds of
    each comparison show slowdowns. Of a pair that is ``blind`` no bytes put in are seen; the peaks
    of a ``wandering`` one differ from process to process. An ``unsteady`` pair of a side has
    another result at each call, the calls of a ``drifting`` one another input. With ``renamed``
    head calls its baselines by another name. With ``reads`` the files that are used are there.
    """

    slower: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    peaks: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    differences: Mapping[str, Disagreement] = field(default_factory=dict)
    failures: Sequence[tuple[str, Failure]] = ()
    steps: list[Step] = field(default_factory=list)
    expected_s: dict[Step, float] = field(default_factory=dict)
    advanced: list[tuple[Step, float]] = field(default_factory=list)
    calls_s: Mapping[str, float] = field(default_factory=dict)
    unchanged: Sequence[str] = ()
    renamed: bool = False
    spoilt: bool = False
    uses: Mapping[tuple[str, str], Usage | Failure] = field(default_factory=dict)
    others_changed: bool = False
    reads: bool = False
    noise: float = 1.0
    spell: int = 0
    blind: Sequence[str] = ()
    wandering: Sequence[str] = ()
    unsteady: Sequence[tuple[str, str]] = ()
    drifting: Sequence[tuple[str, str]] = ()
    unseen: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    traced: list[str] = field(default_factory=list)
    timed: list[str] = field(default_factory=list)
    plans: list[CellPlan] = field(default_factory=list)
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
                CallTime(
                    cell=Cell(pair=definition.name, size=size),
                    variant=name,
                    call_s=self._rough_s(entry),
                )
                for size in definition.sizes
                for name in definition.available
                if name not in {each.variant for each in failed}
            ),
            sightings=(),
            failures=tuple(failed),
            notices=tuple(self._notices(entry.site.root.name, definition.name)),
        )

    def _notices(self, side: str, pair: str) -> Iterator[Notice]:
        """What a check has to say of a pair beside its times."""
        if (side, pair) in self.unsteady:
            yield UNSTEADY
        if (side, pair) in self.drifting:
            yield DRIFTING

    def _rough_s(self, entry: Entry) -> float:
        name = entry.definition.name
        of_both = self.calls_s.get(name, 0.001)
        return self.calls_s.get(f"{entry.site.root.name}/{name}", of_both)

    def difference(
        self, base: Entry, head: Entry, *, variant: str, size: int
    ) -> Disagreement | None:
        assert (base.site.root.name, head.site.root.name) == ("base", "head")
        assert variant == (QUICK if self.renamed else base.definition.baseline)
        assert variant in head.definition.available
        assert size in head.definition.sizes
        return self.differences.get(head.definition.name)

    def allowed_difference(
        self, base: Entry, head: Entry, *, variant: str, size: int
    ) -> Disagreement | None:
        raise AssertionError("the pairs of this world let nothing differ")

    def usage(
        self,
        entry: Entry,
        variants: Sequence[str],
        sizes: Sequence[int],
        names: Collection[str],
        /,
    ) -> Usage | Failure:
        del names
        side, name = entry.site.root.name, entry.definition.name
        assert set(variants) == ({QUICK} if self.renamed else {SLOW, QUICK})
        assert sizes == entry.definition.sizes
        # Whatever is at a side is another file there, unless the test says otherwise.
        own = UsedModule(name=f"bench.{name}", path=GROUND[side].tree / f"bench/{name}.py")
        found = Usage(modules=(own,), unknown=() if name in self.unchanged else ("a socket",))
        return self.uses.get((side, name), found)

    def digest(self, path: Path, /) -> str:
        return path.read_text(encoding="utf-8") if self.reads else path.name

    def others_differ(self, base: Path, head: Path, /) -> bool:
        assert (base, head) == (GROUND["base"].tree, GROUND["head"].tree)
        return self.others_changed

    def stop(self) -> None:
        pass

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round:
        entry, plan, number = asked.entry, asked.plan, asked.number
        self.now_s += 0.3
        self.timed.append(plan.cell.pair)
        self.plans.append(plan)
        values_s = {}
        for position, lane in enumerate(plan.loops):
            off = self.noise * JITTER[(number + 3 * position) % len(JITTER)]
            values_s[lane] = [0.001 * self._slower(entry.place(lane)) * (1 + off)] * 4
        found = replace(a_round(values_s, number=number), cell=plan.cell)
        if self.spoilt and AGAIN in values_s:
            return replace(found, conditions=Conditions(wall_s=1.0, suspended_s=0.5))
        return found

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
        assert total_s > 0
        self.steps.append(step)
        self.expected_s[step] = self.expected_s.get(step, 0.0) + total_s

    def doing(self, what: str) -> None:
        pass

    def advance(self, expected_s: float) -> None:
        self.advanced.append((self.steps[-1], expected_s))

    def expect(self, left_s: float) -> None:
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
    *,
    all_pairs: bool = False,
    focus: Focus = EVERYTHING,
    grounds: Grounds = GROUNDS,
) -> GateResult:
    probes = Probes(
        checker=world,
        timer=world,
        memory=world,
        profiler=world,
        clock_s=lambda: world.now_s,
        width=1,
    )
    tools = GateTools(probes=probes, comparer=world, lines=world, usage=world, progress=world)
    names = ("one", "two", "three")
    sides = base or a_side("base", *names), head or a_side("head", *names)
    return run_gate(
        match_pairs(*sides, settings),
        grounds,
        settings,
        TODAY,
        tools,
        all_pairs=all_pairs,
        focus=focus,
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


def test_parts_of_what_was_matched_are_the_whole() -> None:
    """What one side alone has is told by one part, though its new name is in the other."""
    broken = PairError(file="bench/broken.py", pair="", message="no")
    base = a_side("base", "one", "two", "old")
    head = a_side("head", "one", "two", "new", errors=[broken])
    whole = match_pairs(base, head, DEFAULTS)
    mine = {"two", "old"}
    first, second = whole.only({*whole.names} - mine), whole.only(mine)
    names = [[each.head.definition.name for each in part.matches] for part in (first, second)]
    assert names == [["one"], ["two"]]
    assert len(first.lines) + len(second.lines) == len(whole.lines)
    lost = [each for each in second.lines if each.pair == "old"]
    assert [each.why for each in lost] == ["it seems to be new now"]


def test_a_benchmark_is_compared_though_another_file_has_one_of_its_name_at_one_side() -> None:
    """It goes by its file's name at both: what got slower in it was lost with its own name."""
    (mine,) = a_side("base", "work").entries
    of_a_suite = replace(mine, definition=replace(mine.definition, suite="pyperf"))
    alone = Side(entries=(of_a_suite,), errors=())
    both = replace(alone, entries=(of_a_suite.named_by_its_file(),))
    for base, head in ((alone, both), (both, alone)):
        matched = match_pairs(base, head, DEFAULTS)
        assert matched.names == (of_a_suite.name_by_its_file,)
        assert len(matched.matches) == 1
    pair_file = replace(alone, entries=(mine,))
    assert match_pairs(pair_file, both, DEFAULTS).matches == ()


def test_what_is_out_of_focus_costs_nothing() -> None:
    """One variant's memory is traced and nothing is timed; or it is timed, and nothing traced."""
    memory, time = World(), World()
    found = go(memory, focus=Focus(kinds=frozenset({Kind.PEAK}), variant=QUICK))
    assert memory.timed == []
    assert memory.traced
    assert {(each.variant, each.kind) for each in found.lines} == {
        (QUICK, Kind.PEAK),
        (QUICK, Kind.RETAINED),
    }
    assert found.machine is None
    found = go(time, focus=Focus(kinds=frozenset({Kind.TIME}), variant=QUICK))
    assert time.traced == []
    assert {(each.variant, each.kind) for each in found.lines} == {(QUICK, Kind.TIME)}


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
        ("old", Change.LOST),
        ("new", Change.NEW),
    }


def test_a_pair_that_head_cannot_load_is_not_measured() -> None:
    """It is named, with what is wrong with its file; it was not removed."""
    error = PairError(file="bench/two.py", pair="", message="cannot be imported: SyntaxError")
    result = go(World(), a_side("base", "one", "two"), a_side("head", "one", errors=[error]))
    (line,) = changed(result)
    assert (line.pair, line.change) == ("two", Change.NOT_MEASURED)
    assert "SyntaxError" in line.why


def test_head_is_not_blamed_for_a_file_that_base_cannot_load_either() -> None:
    """It is said, and passes."""
    error = PairError(file="bench/two.py", pair="", message="cannot be imported: ImportError")
    base, head = (a_side(side, "one", errors=[error]) for side in ("base", "head"))
    (line,) = changed(go(World(), base, head))
    assert (line.pair, line.change) == ("bench/two.py", Change.SKIPPED)
    assert line.why.startswith("neither base nor head can load it")


def test_a_variant_that_head_has_no_longer_is_told() -> None:
    """The others of its pair are compared."""
    base = Side(entries=(a_pair("base", "one", goods=[QUICK, "gone"]),), errors=())
    result = go(World(), base, a_side("head", "one"))
    (line,) = changed(result)
    assert (line.pair, line.variant, line.change) == ("one", "gone", Change.LOST)
    assert {each.variant for each in result.lines if each.kind is Kind.TIME} == {SLOW, QUICK}


def test_head_is_not_blamed_for_what_fails_at_base_as_well() -> None:
    """The variant is named once, with what went wrong on both sides."""
    failure = replace(
        a_failure(QUICK, trouble=Trouble.DIED, stage=Stage.CHECK), cell=Cell(pair="two", size=100)
    )
    world = World(failures=[("base", failure), ("head", failure)])
    (line,) = changed(go(world))
    assert (line.pair, line.variant, line.change) == ("two", QUICK, Change.SKIPPED)
    assert line.why.startswith("at base and at head alike: died")


@pytest.mark.parametrize(
    ("trouble", "messages"),
    [
        (Trouble.WRONG, ("another result on its second call: [ab, 1]", "{}: [cd, 2]")),
        (Trouble.RAISED, ("no such file: /tmp/tmpq3w_8x1z/a", "no such file: /tmp/tmpz9k2m4n0/a")),
        (Trouble.RAISED, ("process 4711 has ended", "process 4712 has ended")),
    ],
)
def test_what_differs_in_every_process_makes_no_failure_head_s(
    trouble: Trouble, messages: tuple[str, str]
) -> None:
    """Results of the clock, folders of the moment and numbers of processes are no news of head."""
    at = replace(
        a_failure(QUICK, trouble=trouble, stage=Stage.CHECK), cell=Cell(pair="two", size=100)
    )
    first, second = messages[0], messages[1].format(messages[0].partition(":")[0])
    world = World(
        failures=[("base", replace(at, message=first)), ("head", replace(at, message=second))]
    )
    (line,) = changed(go(world))
    assert line.change is Change.SKIPPED


def test_a_changed_result_is_not_timed() -> None:
    """Something that does another thing is not compared by its time."""
    world = World(differences={"two": Disagreement(text="at [0]: 1 and 2", blames_head=True)})
    (line,) = changed(go(world))
    assert (line.pair, line.kind, line.change) == ("two", Kind.RESULT, Change.NOT_MEASURED)
    assert "at [0]: 1 and 2" in line.why
    assert not [each for each in world.timed if each.startswith("two")]


def test_results_are_compared_where_the_baseline_has_another_name() -> None:
    """By a variant that both sides have; without any there is nothing to compare."""
    differing = Disagreement(text="at [0]: 1 and 2", blames_head=True)
    world = World(differences={"two": differing}, renamed=True)
    entry = a_pair("head", "two")
    bad, *others = entry.definition.variants
    renamed = replace(entry.definition, variants=(replace(bad, name="plain"), *others))
    head = Side(entries=(replace(entry, definition=renamed),), errors=())
    lost, result = changed(go(world, a_side("base", "two"), head))
    assert (lost.variant, lost.change) == (SLOW, Change.LOST)
    assert (result.kind, result.change) == (Kind.RESULT, Change.NOT_MEASURED)
    assert "at [0]: 1 and 2" in result.why


def test_a_result_that_is_another_at_each_call_is_timed_and_not_compared() -> None:
    """That two sides do not agree in it says nothing of either of them, if base is no better."""
    differing = Disagreement(text="1 and 2", blames_head=True)
    world = World(differences={"two": differing}, unsteady=[("base", "two"), ("head", "two")])
    (line,) = changed(go(world))
    assert (line.kind, line.change, line.why) == (Kind.RESULT, Change.SKIPPED, UNSTEADY.words)
    assert f"two {QUICK}" in world.timed
    (line,) = changed(go(World(differences={"two": differing}, unsteady=[("head", "two")])))
    assert line.change is Change.NOT_MEASURED


def test_a_file_that_one_side_cannot_read_is_the_reason_why_its_pair_is_not_there() -> None:
    """A pattern names a benchmark of it, and a side that cannot read it knows of none."""
    error = PairError(file=a_pair("head", "one").definition.file, pair="", message="TypeError")
    broken = replace(a_side("head"), not_asked_for=(error,))
    (line,) = match_pairs(a_side("base", "one"), broken, DEFAULTS).lines
    assert (line.pair, line.change) == ("one", Change.NOT_MEASURED)
    assert line.why == "head cannot load it: TypeError"
    (line,) = match_pairs(broken, a_side("head", "one"), DEFAULTS).lines
    assert line.change is Change.NEW
    assert line.why.startswith("base cannot load it")


def test_calls_that_change_what_they_are_given_are_timed_and_said() -> None:
    """What both sides do is said once; what one of them does, is said of it."""
    both = World(drifting=[("base", "two"), ("head", "two")])
    (line,) = changed(go(both))
    assert (line.kind, line.change, line.why) == (Kind.PAIR, Change.SKIPPED, DRIFTING.words)
    assert f"two {QUICK}" in both.timed
    (line,) = changed(go(World(drifting=[("head", "two")])))
    assert line.why == f"at head: {DRIFTING.words}"


def test_what_base_does_as_well_is_said_and_timed_all_the_same() -> None:
    """Results that base and base do not agree in are a skipped line, and no alarm."""
    found = Disagreement(text="another input in every process", blames_head=False)
    world = World(differences={"two": found})
    result = go(world)
    (line,) = changed(result)
    assert (line.kind, line.change, line.why) == (Kind.RESULT, Change.SKIPPED, found.text)
    assert f"two {QUICK}" in world.timed
    assert exit_code(result.lines, strict=True) is GateExit.GOOD


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


def test_a_noisy_machine_says_nothing_of_small_differences() -> None:
    """One that is 4 times as slow lies far outside of its noise; memory is compared."""
    world = World(
        noise=30.0, slower={("head", "two", QUICK): 4.0}, peaks={("head", "one", SLOW): 20_000}
    )
    result = go(world)
    assert result.machine is not None
    assert result.machine.problem is not None
    times = [each for each in result.lines if each.kind is Kind.TIME]
    slower = [each for each in times if each.change is not Change.UNDECIDED]
    assert [(each.pair, each.variant, each.change) for each in slower] == [
        ("two", QUICK, Change.WORSE)
    ]
    peaks = [each for each in result.lines if each.kind is Kind.PEAK]
    assert [each.pair for each in peaks if each.change is Change.WORSE] == ["one"]


def with_budget(budget_s: float) -> Settings:
    return replace(DEFAULTS, budget_s=budget_s)


@pytest.mark.parametrize("budget_s", [0.4, 1.0, 10.0])
def test_four_times_slower_is_worse_at_any_budget(budget_s: float) -> None:
    """However long the processes take to start: the fewest rounds are made in any case."""
    world = World(slower={("head", "one", QUICK): 4.0})
    base, head = a_side("base", "one"), a_side("head", "one")
    lines = go(world, base, head, with_budget(budget_s)).lines
    (line,) = (each for each in lines if (each.variant, each.kind) == (QUICK, Kind.TIME))
    assert line.change is Change.WORSE
    assert line.why == "slower by more than 3.0%, in two looks"


def test_a_side_many_times_slower_is_worse_at_any_budget() -> None:
    """It is not refused for its long calls, nor called as often as the other in a slice."""
    calls_s = {"base/one": 3e-5, "head/one": 3.0}
    world = World(slower={("head", "one", QUICK): 1e5}, calls_s=calls_s)
    base, head = a_side("base", "one"), a_side("head", "one")
    lines = go(world, base, head, with_budget(1.0)).lines
    (line,) = (each for each in lines if (each.variant, each.kind) == (QUICK, Kind.TIME))
    assert line.change is Change.WORSE
    compared = [each for each in world.plans if "head" in each.loops]
    assert compared
    assert all(each.loops == {"base": 5, "head": 1} for each in compared)
    assert all(each.blocks == 1 for each in compared)
    controls = [each for each in world.plans if each.cell.pair.endswith("controls")]
    assert controls
    assert all(each.blocks > 100 for each in controls)


def test_sides_that_are_close_are_called_equally_often() -> None:
    """A rough time may be off: it must not tell the sides apart."""
    world = World(calls_s={"base/one": 1e-5, "head/one": 7e-5})
    go(world, a_side("base", "one"), a_side("head", "one"), with_budget(1.0))
    compared = [each for each in world.plans if "head" in each.loops]
    assert compared
    assert all(each.loops["base"] == each.loops["head"] == 15 for each in compared)


def test_a_budget_too_short_for_any_answer_is_refused() -> None:
    """Before anything is timed, with one that is long enough."""
    world = World()
    with pytest.raises(UsageError, match=r"a budget of 1.00 ms .* too short .*--budget 1s"):
        go(world, settings=with_budget(0.001))
    assert world.timed == []
    assert go(World(), settings=with_budget(1.0)).machine is not None


def test_a_slow_pair_alone_goes_without_an_answer() -> None:
    """It is not timed and costs the others nothing; its lines say how much it would take."""
    world = World(calls_s={"two": 20.0})
    lines = changed(go(world, settings=with_budget(1.0)))
    assert {(each.pair, each.kind, each.change) for each in lines} == {
        ("two", Kind.TIME, Change.UNDECIDED)
    }
    assert all("--budget 132s" in each.why for each in lines)
    assert not [each for each in world.timed if each.startswith("two")]


def test_the_controls_are_a_share_of_what_is_asked() -> None:
    """One pair has the rounds that an interval takes, many pairs at most two dozen."""
    few, many = World(), World()
    go(few, a_side("base", "one"), a_side("head", "one"), with_budget(1.0))
    names = [f"pair{n}" for n in range(30)]
    go(many, a_side("base", *names), a_side("head", *names))
    assert sum(each.endswith("controls") for each in few.timed) == 6
    assert sum(each.endswith("controls") for each in many.timed) == 24


def test_a_machine_on_which_answers_hang_is_asked_as_long_as_all_the_comparisons_take() -> None:
    """However short each of them is: else a few rounds of the controls leave all of them open."""
    short, usual = World(noise=12.0), World(noise=12.0)
    found = go(short, settings=with_budget(DEFAULTS.budget_s / 2))
    go(usual)
    assert not any(each.unmeasurable for each in found.lines)
    asked = [sum(each.endswith("controls") for each in world.timed) for world in (short, usual)]
    assert asked[0] == asked[1] > 24


def test_a_baseline_that_cannot_be_called_leaves_the_machine_known() -> None:
    """What can be compared is its own control."""
    failure = replace(
        a_failure(SLOW, trouble=Trouble.DIED, stage=Stage.CHECK), cell=Cell(pair="one", size=100)
    )
    world = World(
        failures=[("base", failure), ("head", failure)], slower={("head", "one", QUICK): 1.2}
    )
    result = go(world, a_side("base", "one"), a_side("head", "one"))
    assert (Change.WORSE, QUICK) in {(each.change, each.variant) for each in result.lines}


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
    assert machines_in_words(result.lines, result.machines) == ["No times were compared."]


def test_a_machine_that_has_spoilt_all_controls_is_no_reason_to_say_that_nothing_was_timed() -> (
    None
):
    """What was compared cannot be told from noise, and the reason is given."""
    result = go(World(spoilt=True, slower={("head", "two", QUICK): 4.0}))
    times = [each for each in result.lines if each.kind is Kind.TIME]
    assert all(each.unmeasurable and each.why.endswith(UNJUDGED) for each in times)
    assert machines_in_words(result.lines, result.machines) == [
        "There is no round of base against itself that the machine has not spoilt."
    ]


@pytest.mark.parametrize("suite", ["pytest", ""])
def test_a_figure_whose_benchmark_has_another_text_says_so(suite: str) -> None:
    """Of a suite's and of a pair alike: equal results do not say that as much was done for them."""
    base, head = (
        Side(
            entries=tuple(
                replace(each, definition=replace(each.definition, suite=suite, file_source=side))
                for each in a_side(side, "one", "two").entries
            ),
            errors=(),
        )
        for side in ("base", "head")
    )
    (line,) = changed(go(World(slower={("head", "two", QUICK): 0.5}), base, head))
    assert line.change is Change.BETTER
    assert line.why.endswith(f"; bench/two.py {OTHER_TEXT}")


def test_a_figure_says_what_else_of_its_benchmark_is_another_one_at_head(tmp_path: Path) -> None:
    """A helper that only head's pair has beside it is named; a module of the project's is not."""
    trees = {side: tmp_path / side for side in ("base", "head")}
    for side, tree in trees.items():
        for name in ("bench/two.py", "bench/_help.py", "src/shop.py"):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text("same" if name == "bench/two.py" else side)
    files = {"shop": "src/shop.py", "bench.two": "bench/two.py", "bench._help": "bench/_help.py"}
    uses: dict[tuple[str, str], Usage | Failure] = {
        (side, "two"): Usage(
            modules=tuple(UsedModule(name=name, path=tree / at) for name, at in files.items()),
            unknown=("a socket",),
        )
        for side, tree in trees.items()
    }
    grounds = replace(
        GROUNDS,
        base=Ground(tree=trees["base"]),
        head=Ground(tree=trees["head"]),
        project=replace(GROUNDS.project, sources=("src",)),
    )
    world = World(slower={("head", "two", QUICK): 0.5}, uses=uses, reads=True)
    (line,) = changed(go(world, grounds=grounds))
    assert line.why.endswith(f"; bench/_help.py {OTHER_TEXT}")


def test_what_is_unchanged_is_neither_checked_nor_timed() -> None:
    """It has a line, unless all pairs are asked for; the others are compared as ever."""
    world = World(unchanged=["two"])
    result = go(world)
    lines = [each for each in result.lines if each.pair == "two"]
    assert [(each.kind, each.change) for each in lines] == [(Kind.PAIR, Change.UNCHANGED)]
    assert len(result.lines) == 1 + 2 * 2 * 3
    assert not [each for each in world.timed if each.startswith("two")]


def test_all_pairs_are_timed_when_they_are_asked_for() -> None:
    """What is unchanged is compared as well."""
    result = go(World(unchanged=["one", "two", "three"]), all_pairs=True)
    assert {each.change for each in result.lines} == {Change.SAME}
    assert go(World(unchanged=["one", "two", "three"])).machine is None


def test_files_that_native_code_may_have_read_are_changes() -> None:
    """Where a library of native code was loaded, any other file that differs is one it may read."""
    uses = {
        (side, "two"): Usage(
            modules=(UsedModule(name="bench.two", path=GROUND[side].tree / "bench/two.py"),),
            native=("readers",),
        )
        for side in ("base", "head")
    }
    for changed_too, expected in ((True, Change.SAME), (False, Change.UNCHANGED)):
        result = go(World(uses=uses, others_changed=changed_too))
        assert {each.change for each in result.lines if each.pair == "two"} == {expected}


def test_what_comes_from_outside_a_side_is_not_compared() -> None:
    """The line names it, and where it came from; a side that could not be looked at is compared."""
    outside = UsedModule(name="shop.squares", path=Path("/home/shop/src/shop/squares.py"))
    world = World(
        uses={
            ("base", "one"): Usage(modules=(outside,)),
            ("head", "one"): Usage(modules=(outside,)),
            ("head", "two"): Usage(modules=(outside,)),
            ("base", "three"): a_failure(QUICK, trouble=Trouble.DIED, stage=Stage.CHECK),
        }
    )
    one, two = changed(go(world))
    assert {one.change, two.change} == {Change.NOT_MEASURED}
    assert one.why.startswith(f"at both sides shop.squares comes from {outside.path}, outside")
    assert two.why.startswith(f"at head shop.squares comes from {outside.path}, outside")
    assert all("sources" in each.why for each in (one, two))
    assert {each.partition(" ")[0] for each in world.timed} == {"three"}


def test_data_from_outside_a_side_is_to_be_found_from_within() -> None:
    """No setting for code helps there: the line says how each side reads its own."""
    strange = Usage(modules=(), files=(GROUND["head"].tree / "numbers.json",))
    world = World(uses={("base", "one"): strange})
    (line,) = (each for each in changed(go(world)) if each.pair == "one")
    assert line.change is Change.NOT_MEASURED
    assert "numbers.json comes from" in line.why
    assert "path within the project" in line.why
    assert "sources" not in line.why


def test_a_look_is_one_step_of_the_progress() -> None:
    """What a run does in five steps is one here, and no step comes twice.

    What got worse is not measured for its claims where it makes none.
    """
    calm = World()
    go(calm)
    assert list(dict.fromkeys(calm.steps)) == [Step.USAGE, Step.CHECK, Step.FIRST_LOOK, Step.MEMORY]
    worse = World(slower={("head", "two", QUICK): 1.1})
    go(worse)
    looks = [Step.USAGE, Step.CHECK, Step.FIRST_LOOK, Step.SECOND_LOOK, Step.MEMORY]
    assert list(dict.fromkeys(worse.steps)) == looks


def test_the_memory_step_advances_with_every_traced_side() -> None:
    """Not once for a comparison; what a wandering figure asks for more is expected and done."""
    for wandering in ((), ("one", "two", "three")):
        world = World(wandering=wandering)
        go(world)
        done = [each for step, each in world.advanced if step is Step.MEMORY]
        assert len(done) == len(world.traced)
        assert sum(done) == pytest.approx(world.expected_s[Step.MEMORY])


def test_a_machine_that_is_known_is_not_measured_again() -> None:
    """The controls of an earlier gate judge it; those of a machine that is too noisy get more."""
    focus = Focus(kinds=frozenset({Kind.TIME}), variant=QUICK)
    slower = {("head", "two", QUICK): 1.1}
    first, second = World(slower=slower), World(slower=slower)
    found = go(first, focus=focus)
    assert any(each.endswith("controls") for each in first.timed)
    again = go(second, focus=replace(focus, controls=found.controls))
    assert not any(each.endswith("controls") for each in second.timed)
    assert [each.change for each in again.lines] == [each.change for each in found.lines]
    assert again.machine == found.machine
    noisy = World(noise=40.0)
    controls = go(noisy, focus=focus).controls
    doubtful = World(slower=slower)
    go(doubtful, focus=replace(focus, controls=controls))
    assert any(each.endswith("controls") for each in doubtful.timed)
