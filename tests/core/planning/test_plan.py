"""How much is measured."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from pairbench.core.authoring.claim import Claim, Costs, Crosses, Faster, Grows, Leaner
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.planning.effort import BUDGET_S, FULL, QUICK, Effort
from pairbench.core.planning.plan import (
    MOST_OF_A_ROOT,
    ROUND_START_S,
    CellPlan,
    PairPlan,
    plan_cell,
)
from pairbench.core.planning.plan import plan_pair as plan_pair_at
from pairbench.core.records.measurement import CallTime, Cell, LeftOut, Stage
from pairbench.core.statistics.order import Order
from pairbench.core.statistics.sequential import Monitor, first_verdict
from tests.builders import PAIR, SIZES, SLOW, a_cell_plan, a_definition


def call_times(by_size: Mapping[int, Mapping[str, float]]) -> list[CallTime]:
    return [
        CallTime(cell=Cell(pair=PAIR, size=size), variant=variant, call_s=call_s)
        for size, calls in by_size.items()
        for variant, call_s in calls.items()
    ]


def plan_pair(definition: PairDefinition, times: Iterable[CallTime], effort: Effort) -> PairPlan:
    """The plan where each comparison has the effort's own level."""
    return plan_pair_at(definition, times, effort, effort.alpha)


def cell_plan(calls_s: Mapping[str, float], *claims: Claim, effort: Effort = FULL) -> CellPlan:
    """The plan of the one cell of a pair whose variants take so long."""
    definition = a_definition(*claims, sizes=(100,), goods=tuple(calls_s)[1:])
    (plan,) = plan_pair(definition, call_times({100: calls_s}), effort).cells
    return plan


def left_out(plan: PairPlan, stage: Stage) -> list[int]:
    return [each.cell.size for each in plan.left_out if each.stage is stage]


def test_pairs_that_import_a_lot_cost_more() -> None:
    """A round takes what its workers need to get ready, two of them at a time."""
    light, heavy = (
        plan_pair(
            a_definition(sizes=(100,)),
            [
                replace(each, start_s=start_s)
                for each in call_times({100: {SLOW: 1e-5, "quick": 1e-5}})
            ],
            FULL,
        ).cells[0]
        for start_s in (0.01, 0.8)
    )
    assert light.cost_s == pytest.approx(light.round_s + ROUND_START_S)
    assert heavy.cost_s == pytest.approx(heavy.round_s + 0.8)


def test_loops_give_every_variant_a_slice_of_the_same_time() -> None:
    """A quick variant is called more often, so that all slices take about as long."""
    calls_s = {SLOW: 30e-6, "quick": 7e-6, "quicker": 1e-6}

    plan = cell_plan(calls_s)

    slices_s = [plan.loops[name] * each_s for name, each_s in calls_s.items()]
    assert slices_s == pytest.approx([FULL.slice_s] * 3, rel=0.03)


def test_variants_that_may_be_equally_fast_get_the_same_loops() -> None:
    """What the rough calibration sees between like variants must not last for the whole run."""
    assert cell_plan({SLOW: 15e-6, "quick": 8e-6}).loops == {SLOW: 10, "quick": 10}
    assert cell_plan({SLOW: 15e-6, "quick": 28e-6}).loops == {SLOW: 10, "quick": 10}
    assert cell_plan({SLOW: 15e-6, "quick": 5e-6}).loops == {SLOW: 10, "quick": 30}


def test_a_call_longer_than_a_slice_is_a_slice() -> None:
    """One call is the least that can be timed."""
    assert cell_plan({SLOW: 0.05, "quick": 0.01}).loops == {SLOW: 1, "quick": 1}


def test_a_round_has_as_many_blocks_as_fill_its_time() -> None:
    """Longer calls make fewer blocks: 10 ms a block and 60 ms a round make six."""
    plan = cell_plan({SLOW: 0.005, "quick": 0.005})

    assert plan.blocks == 6
    assert plan.round_s == pytest.approx(0.01 * (6 + 1))


def test_a_round_that_is_dear_to_start_has_more_blocks() -> None:
    """Heavy imports, pools and resources cost each round as much, however short its slices are."""
    cell, calls_s = Cell(pair=PAIR, size=100), {SLOW: 0.005, "quick": 0.005}
    plain = a_definition()

    def blocks(definition: PairDefinition, worker_start_s: float = 0.0) -> int:
        return plan_cell(definition, calls_s, FULL, cell=cell, worker_start_s=worker_start_s).blocks

    assert blocks(plain) == 6
    assert 6 < blocks(plain, worker_start_s=0.2) < 12
    assert blocks(plain, worker_start_s=2.0) == 12
    assert blocks(replace(plain, parallel=True)) == 12
    assert blocks(replace(plain, resource_scope="worker")) == 12


def test_short_calls_make_the_most_blocks() -> None:
    """More blocks than the most would not help any more."""
    assert cell_plan({SLOW: 1e-6, "quick": 1e-6}).blocks == FULL.blocks


def test_long_calls_make_the_fewest_blocks() -> None:
    """A call that is not yet slow has its two blocks, even if the round takes longer for it."""
    assert cell_plan({SLOW: 0.14, "quick": 0.14}).blocks == FULL.min_blocks


def test_a_cell_has_a_warm_up() -> None:
    """The first slice of a process is not counted."""
    assert cell_plan({SLOW: 0.14, "quick": 0.001}).warmups == 1


def test_a_slow_cell_has_no_warm_up_and_one_block() -> None:
    """Where one call takes long, nothing but calls that count is made."""
    plan = cell_plan({SLOW: 0.5, "quick": 0.001})

    assert (plan.warmups, plan.blocks) == (0, 1)
    assert plan.round_s == pytest.approx(0.501)


def test_a_slow_cell_is_warmed_up_at_the_smallest_size() -> None:
    """What a first call loads or makes is there then; the smallest size has nothing smaller."""
    slow, quick = {SLOW: 0.5, "quick": 0.5}, {SLOW: 1e-5, "quick": 1e-5}
    definition = a_definition(sizes=(10, 100, 1_000))

    plan = plan_pair(definition, call_times({10: slow, 100: slow, 1_000: quick}), FULL)

    assert [cell.warm_size for cell in plan.cells] == [None, 10, None]


CLAIM = Faster(variant="quick", factor=2.0, size=100)


@pytest.mark.parametrize(
    "claim",
    [
        Faster(variant="quick", factor=2.0, size=1_000),
        Costs(variant="quick", factor=2.0, size=1_000),
    ],
)
def test_a_size_that_a_claim_on_time_speaks_of_is_open_ended(claim: Claim) -> None:
    """It begins with the rounds that a verdict takes; the others get what a plot needs."""
    times = call_times({size: {SLOW: 1e-5, "quick": 1e-5} for size in SIZES})

    cells = plan_pair(a_definition(claim), times, FULL).cells

    assert [each.cell.size for each in cells if each.open_ended] == [1_000]
    for each in cells:
        wanted = first_verdict(each.monitor) if each.open_ended else FULL.other_rounds
        assert each.rounds == wanted
        assert each.monitor.cap > wanted if each.open_ended else each.monitor.cap == wanted


def test_a_crossing_speaks_of_both_ends() -> None:
    """The smallest and the largest size decide whether two variants cross."""
    times = call_times({size: {SLOW: 1e-5, "quick": 1e-5} for size in SIZES})

    plan = plan_pair(a_definition(Crosses(variant="quick")), times, FULL)

    assert [each.open_ended for each in plan.cells] == [True, False, False, True]
    between = {each.rounds for each in plan.cells if not each.open_ended}
    assert between == {FULL.crossing_rounds}


def test_a_claim_on_memory_takes_no_more_rounds() -> None:
    """Memory is counted, not timed."""
    claim = Leaner(variant="quick", factor=2.0, size=100)

    assert cell_plan({SLOW: 1e-5, "quick": 1e-5}, claim).rounds == FULL.other_rounds


@pytest.mark.parametrize("call_s", [1e-5, 0.01, 0.4])
def test_a_cell_that_nothing_is_held_against_takes_as_long_as_is_given(call_s: float) -> None:
    """And its fewest rounds where these take longer, or nothing is given."""
    effort = replace(FULL, other_rounds=3, other_s=5.0)
    plan = cell_plan({SLOW: call_s}, effort=effort)
    assert plan.rounds > 3
    assert abs(plan.rounds * plan.cost_s - effort.other_s) <= plan.cost_s
    assert cell_plan({SLOW: 4.0}, effort=effort).rounds == 3


def test_a_claim_on_growth_speaks_of_every_size() -> None:
    """A fit over the sizes needs good times at each of them."""
    times = call_times({size: {SLOW: 1e-5, "quick": 1e-5} for size in SIZES})

    plan = plan_pair(a_definition(Grows(variant="quick", order=Order.LINEAR)), times, FULL)

    assert {each.rounds for each in plan.cells} == {FULL.growth_rounds}


def test_the_cap_is_what_the_budget_affords() -> None:
    """It is fixed before the first round, from about how long a round takes."""
    plan = cell_plan({SLOW: 1e-5, "quick": 1e-5}, CLAIM)
    longer = cell_plan(
        {SLOW: 1e-5, "quick": 1e-5}, CLAIM, effort=replace(FULL, budget_s=3 * BUDGET_S)
    )

    assert plan.allowance_s == BUDGET_S
    assert plan.monitor.cap * plan.cost_s == pytest.approx(BUDGET_S, rel=0.3)
    assert longer.monitor.cap * plan.cost_s == pytest.approx(3 * BUDGET_S, rel=0.3)


def test_a_run_with_a_budget_leaves_room_for_what_others_do_not_need() -> None:
    """The cap allows more rounds than the comparison's own time."""
    effort = replace(FULL, run_budget_s=600.0)

    plan = cell_plan({SLOW: 1e-5, "quick": 1e-5}, CLAIM, effort=effort)

    assert plan.monitor.cap * plan.cost_s == pytest.approx(FULL.stretch * BUDGET_S, rel=0.3)


def test_a_slow_call_gets_the_time_for_a_verdict() -> None:
    """Nobody has asked for a budget, so a second a call takes as long as it must."""
    plan = cell_plan({SLOW: 1.5, "quick": 1.5}, CLAIM)

    assert plan.rounds == first_verdict(plan.monitor) <= plan.monitor.cap
    assert plan.allowance_s >= plan.rounds * plan.cost_s > BUDGET_S


def test_a_budget_that_was_asked_for_is_kept_for_a_slow_call() -> None:
    """Then there may be no verdict."""
    plan = cell_plan({SLOW: 1.5, "quick": 1.5}, CLAIM, effort=replace(FULL, budget_s=10.0))

    assert plan.allowance_s == 10.0


@pytest.mark.parametrize("alpha", [0.1, 0.01, 0.002, 0.0001])
def test_every_level_can_decide(alpha: float) -> None:
    """However strict the level, the planned rounds end in an interval."""
    definition = a_definition(CLAIM, sizes=(100,))
    times = call_times({100: {SLOW: 5.0, "quick": 5.0}})

    (plan,) = plan_pair_at(definition, times, FULL, alpha).cells

    assert plan.monitor.alpha == alpha
    assert first_verdict(plan.monitor) == plan.rounds <= plan.monitor.cap


def test_a_full_run_leaves_nothing_out() -> None:
    """However long a call takes, it is timed and traced."""
    times = call_times({size: {SLOW: 19.0, "quick": 1e-6} for size in SIZES})

    plan = plan_pair(a_definition(), times, FULL)

    assert [each.cell.size for each in plan.cells] == list(SIZES)
    assert plan.left_out == ()


def test_a_quick_run_leaves_out_the_size_of_a_long_call_and_all_larger_ones() -> None:
    """What is left out is named, for time and for memory."""
    times = call_times(
        {
            100: {SLOW: 1e-5, "quick": 1e-5},
            1_000: {SLOW: 1e-3, "quick": 1e-5},
            10_000: {SLOW: 0.5, "quick": 1e-5},
        }
    )

    plan = plan_pair(a_definition(), times, QUICK)

    assert [each.cell.size for each in plan.cells] == [100, 1_000]
    assert plan.left_out == tuple(
        LeftOut(cell=Cell(pair=PAIR, size=size), stage=stage)
        for size in (10_000, 100_000)
        for stage in (Stage.TIME, Stage.MEMORY)
    )


def test_a_quick_run_times_but_does_not_trace_a_longish_call() -> None:
    """Tracing makes a call about ten times as long, so it stops earlier."""
    times = call_times({100: {SLOW: 1e-3, "quick": 1e-3}, 1_000: {SLOW: 0.1, "quick": 1e-3}})

    plan = plan_pair(a_definition(sizes=(100, 1_000)), times, QUICK)

    assert [each.cell.size for each in plan.cells] == [100, 1_000]
    assert left_out(plan, Stage.TIME) == []
    assert left_out(plan, Stage.MEMORY) == [1_000]


def test_a_variant_that_could_not_be_called_is_not_timed() -> None:
    """The others of its cell are; a size at which none could be called has no cell."""
    times = call_times({100: {SLOW: 1e-5, "quick": 1e-5}, 1_000: {SLOW: 1e-5}})

    plan = plan_pair(a_definition(), times, FULL)

    assert [(each.cell.size, list(each.loops)) for each in plan.cells] == [
        (100, [SLOW, "quick"]),
        (1_000, [SLOW]),
    ]


def test_a_cell_is_run_as_its_pair_says() -> None:
    """Whether it needs several cores, and how long a call may take, come from the pair."""
    definition = replace(a_definition(parallel=True), timeout_s=3.0)

    plan = plan_pair(definition, call_times({100: {SLOW: 1e-5}}), FULL).cells[0]

    assert (plan.cell, plan.parallel, plan.timeout_s) == (Cell(pair=PAIR, size=100), True, 3.0)


def test_the_rounds_of_a_quick_run_can_still_decide() -> None:
    """Even the short way has the rounds for an interval at 90 %, and then ends."""
    plan = cell_plan({SLOW: 1e-5, "quick": 1e-5}, CLAIM, effort=QUICK)

    assert plan.monitor == Monitor(alpha=0.1, cap=5)
    assert plan.rounds == first_verdict(plan.monitor) == 5


def test_what_is_made_for_each_call_limits_the_loops() -> None:
    """Slices of calls that need costly copies have few loops, and the plan counts the copies."""
    cell = Cell(pair=PAIR, size=100)
    calls_s = {SLOW: 4e-8, "quick": 5e-8}
    plain, costly, dear = (
        plan_cell(a_definition(), calls_s, QUICK, cell=cell, aside_s=aside_s)
        for aside_s in (0.0, 5e-4, 0.05)
    )
    assert plain.loops[SLOW] > 1_000
    assert 1 < costly.loops[SLOW] == costly.loops["quick"] <= 10
    assert set(dear.loops.values()) == {1}
    assert costly.round_s >= 2 * costly.loops[SLOW] * 5e-4 * costly.blocks
    assert plain.blocks > costly.blocks >= QUICK.min_blocks


def test_a_short_call_after_a_long_set_up_is_warmed_by_a_call_of_its_own() -> None:
    """One cold call a round says little; a smaller size, where there is one, warms at less cost."""
    calls_s = {SLOW: 1e-5, "quick": 1e-5}
    alone, larger = (
        plan_cell(a_definition(sizes=sizes), calls_s, FULL, cell=cell, aside_s=1.0)
        for sizes, cell in (((1,), Cell(pair=PAIR, size=1)), ((1, 2), Cell(pair=PAIR, size=2)))
    )
    assert (alone.blocks, alone.warmups, alone.warm_size) == (1, 1, None)
    assert (larger.blocks, larger.warmups, larger.warm_size) == (1, 0, 1)


def test_calls_whose_copies_take_long_end_the_sizes() -> None:
    """What is made for a call counts where a quick run leaves out what takes long."""
    definition = a_definition(sizes=(10, 100))
    times = [replace(each, aside_s=1.0) for each in call_times({10: {SLOW: 1e-5, "quick": 1e-5}})]
    assert plan_pair(definition, times, QUICK).cells == ()


def test_the_longest_aside_of_a_size_counts_whoever_makes_it() -> None:
    """All variants of a cell are called as often as what is made for the costliest allows."""
    times = call_times({100: {SLOW: 1e-6, "quick": 1e-6}})
    first, last = (
        plan_pair(
            a_definition(sizes=(100,)),
            [replace(each, aside_s=0.002 if each.variant == costly else 0.0) for each in times],
            FULL,
        ).cells[0]
        for costly in (SLOW, "quick")
    )
    assert first.loops == last.loops == {SLOW: 2, "quick": 2}


def test_a_size_below_all_that_were_called_is_neither_planned_nor_left_out() -> None:
    """It has failed, which is told of it; that it takes too long is not."""
    times = call_times({100: {SLOW: 1e-6, "quick": 1e-6}})
    plan = plan_pair(a_definition(sizes=(10, 100)), times, QUICK)
    assert [each.cell.size for each in plan.cells] == [100]
    assert plan.left_out == ()


@pytest.mark.parametrize(
    ("effort", "at_100", "at_1_000"),
    [
        (FULL, {SLOW: 1, "quick": 1, "other": 1}, {SLOW: 2, "quick": 2, "other": 1}),
        (QUICK, {}, {SLOW: 1, "quick": 1}),
        (replace(FULL, memory_repeats=0), {}, {}),
    ],
)
def test_memory_is_traced_several_times_where_a_claim_speaks_of_it(
    effort: Effort, at_100: Mapping[str, int], at_1_000: Mapping[str, int]
) -> None:
    """Once elsewhere, which a quick run leaves out; and never where no tracing is wanted."""
    goods = ("quick", "other")
    definition = a_definition(
        Leaner(variant="quick", factor=2.0, size=1_000), sizes=(100, 1_000), goods=goods
    )
    times = call_times({size: dict.fromkeys((SLOW, *goods), 1e-5) for size in (100, 1_000)})
    traced = [each.traced for each in plan_pair(definition, times, effort).cells]
    assert traced == [at_100, at_1_000]


def test_a_quick_run_times_no_cell_of_whose_time_no_claim_speaks() -> None:
    """It has no rounds, where a full run has those of a plot."""
    definition = a_definition(CLAIM, sizes=(10, 100))
    times = call_times({size: {SLOW: 1e-5, "quick": 1e-5} for size in (10, 100)})
    quick, full = (plan_pair(definition, times, effort).cells for effort in (QUICK, FULL))
    assert [each.rounds > 0 for each in quick] == [False, True]
    assert full[0].rounds == full[0].least == FULL.other_rounds
    assert full[0].monitor == Monitor(alpha=FULL.alpha, cap=FULL.other_rounds)
    assert math.isinf(full[0].allowance_s)
    assert full[1].least == FULL.other_rounds < full[1].rounds


@pytest.mark.parametrize(
    ("assured", "call_s", "budget_s", "whole"),
    [
        (0, 1e-6, None, None),
        (1, 1e-6, None, "all"),
        (4, 1e-6, 0.001, "its own"),
        (4, BUDGET_S, None, "its own"),
        (1_000, 1e-6, 0.001, "all"),
    ],
)
def test_rounds_are_assured_where_their_calls_fit_into_the_budget(
    assured: int, call_s: float, budget_s: float | None, whole: str | None
) -> None:
    """Else as many as the effort assures, and none where it assures none."""
    effort = replace(FULL, assured_rounds=assured, budget_s=budget_s)
    plan = cell_plan({SLOW: call_s, "quick": call_s}, CLAIM, effort=effort)
    assert plan.assured == {None: 0, "all": plan.rounds, "its own": assured}[whole]


def test_a_cell_of_its_own_takes_what_any_worker_takes_to_start() -> None:
    """Where nobody says how long a worker takes, or what is made for a call, it is the least."""
    definition = a_definition(sizes=(100,))
    cell = Cell(pair=PAIR, size=100)
    plan = plan_cell(definition, {SLOW: 1e-6, "quick": 1e-6}, FULL, cell=cell)
    assert plan.start_s == ROUND_START_S
    assert plan.loops == cell_plan({SLOW: 1e-6, "quick": 1e-6}).loops


def test_a_call_is_slow_that_takes_longer_than_the_bound() -> None:
    """One that takes just as long is not: it has its warm-up and more blocks than one."""
    just = FULL.slow_call_s
    plan = cell_plan({SLOW: just, "quick": 1e-3})
    assert (plan.warmups, plan.blocks) == (1, FULL.min_blocks)
    with_aside = plan_cell(
        a_definition(sizes=(100,)),
        {SLOW: just, "quick": just},
        FULL,
        cell=Cell(pair=PAIR, size=100),
        aside_s=0.1,
    )
    assert (with_aside.warmups, with_aside.blocks) == (1, 1)


def test_a_call_that_takes_just_as_long_as_allowed_is_traced() -> None:
    """Longer ones are left out of a quick run."""
    just = call_times({100: {SLOW: QUICK.longest_traced_call_s, "quick": 1e-6}})
    assert plan_pair(a_definition(sizes=(100,)), just, QUICK).left_out == ()


@pytest.mark.parametrize("quick_s", [2.0**-16, 2.0**-18])
def test_variants_that_are_just_a_factor_apart_have_the_same_loops(quick_s: float) -> None:
    """At either end of what counts as alike."""
    plan = cell_plan({SLOW: 2.0**-17, "quick": quick_s})
    assert plan.loops[SLOW] == plan.loops["quick"]


@pytest.mark.parametrize(
    ("start_s", "round_s", "rounds"),
    [
        (0.15, 0.12, 1),
        (0.05, 0.12, 1),
        (0.5, 0.12, MOST_OF_A_ROOT),
        (0.3, 0.12, 3),
        (30.0, 0.12, MOST_OF_A_ROOT),
        (1.0, 60.0, 1),
    ],
)
def test_a_root_serves_as_long_as_loading_is_worth(
    start_s: float, round_s: float, rounds: int
) -> None:
    """Where loading is quick each round has its own root; where it takes long, a few share one."""
    plan = a_cell_plan("subject", {"one": 1, "other": 1})
    plan = replace(plan, start_s=start_s, round_s=round_s, rounds=20)
    assert plan.rounds_of_root == rounds


@pytest.mark.parametrize(("rounds", "of_root"), [(0, 1), (1, 1), (2, 1), (3, 2), (5, 3), (8, 4)])
def test_no_answer_rests_on_one_root(rounds: int, of_root: int) -> None:
    """However long the sides take to load, a root serves half of a cell's first rounds at most."""
    plan = a_cell_plan("subject", {"one": 1, "other": 1})
    assert replace(plan, start_s=30.0, rounds=rounds).rounds_of_root == of_root


def test_a_growth_rests_on_as_many_roots_as_rounds() -> None:
    """The luck of a root, which variants share, does not cancel from size to size."""
    growing = cell_plan({SLOW: 1e-5, "quick": 1e-5}, Grows(variant="quick", order=Order.LINEAR))
    plain = cell_plan({SLOW: 1e-5, "quick": 1e-5}, Faster(variant="quick", factor=2.0, size=100))
    assert replace(growing, start_s=30.0).rounds_of_root == 1
    assert replace(plain, start_s=30.0).rounds_of_root > 1
