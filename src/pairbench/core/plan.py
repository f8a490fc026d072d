"""How much to measure: from about how long a call takes to loops, blocks and rounds."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pairbench.core.claim import Costs, Crosses, Faster, Grows
from pairbench.core.definition import PairDefinition
from pairbench.core.measurement import CallTime, Cell, LeftOut, Stage

ALIKE = 1.3
"""Variants whose rough times are within this factor of each other may be equally fast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard a run tries.

    Attributes:
        rounds: rounds of a cell where a claim compares times.
        growth_rounds: rounds of a cell that a claim of growth speaks of.
        other_rounds: rounds of a cell that only a fit or a plot looks at.
        slow_rounds: the most rounds of a cell with a slow call.
        slice_s: how long one slice should take, in seconds.
        blocks: blocks of a round, at most.
        min_blocks: blocks of a round, at least, where no call is slow.
        round_s: how long all slices of a round should take together, in seconds.
        slow_call_s: a call of a variant that takes longer makes its cell slow: one call is a
            slice, and the warm-up is left out, because it would cost as much as the measurement.
        longest_call_s: sizes at which a call takes longer than this, and larger ones, are left
            out.
        longest_traced_call_s: sizes at which a call takes longer than this are not traced, which
            makes it about ten times as long.
        memory_repeats: processes in which each variant is traced.
    """

    rounds: int
    growth_rounds: int
    other_rounds: int
    slow_rounds: int
    slice_s: float
    blocks: int
    min_blocks: int
    round_s: float
    slow_call_s: float
    longest_call_s: float
    longest_traced_call_s: float
    memory_repeats: int


FULL = Effort(
    rounds=10,
    growth_rounds=10,
    other_rounds=4,
    slow_rounds=8,
    slice_s=0.001,
    blocks=30,
    min_blocks=2,
    round_s=0.2,
    slow_call_s=0.2,
    longest_call_s=math.inf,
    longest_traced_call_s=math.inf,
    memory_repeats=2,
)
"""1 ms and 30 blocks found a given difference soonest on a shared machine; 8 rounds are the
fewest that allow a two-sided rank interval at 99 %."""

QUICK = Effort(
    rounds=5,
    growth_rounds=3,
    other_rounds=2,
    slow_rounds=5,
    slice_s=0.001,
    blocks=10,
    min_blocks=2,
    round_s=0.1,
    slow_call_s=0.2,
    longest_call_s=0.1,
    longest_traced_call_s=0.05,
    memory_repeats=2,
)
"""5 rounds are the fewest that allow a two-sided rank interval at 90 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlan:
    """How the rounds of one cell are run; ``loops`` has an entry for each variant to time."""

    cell: Cell
    loops: Mapping[str, int]
    blocks: int
    warmups: int
    rounds: int
    parallel: bool
    timeout_s: float
    round_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPlan:
    """The cells of a pair that are measured, and what takes too long for the effort."""

    cells: tuple[CellPlan, ...]
    left_out: tuple[LeftOut, ...]


def plan_pair(
    definition: PairDefinition, call_times: Iterable[CallTime], effort: Effort
) -> PairPlan:
    """A plan for each size at which a variant can be called."""
    by_size: dict[int, dict[str, float]] = {}
    for call_time in call_times:
        by_size.setdefault(call_time.cell.size, {})[call_time.variant] = call_time.call_s
    cells = []
    left_out = []
    for size in definition.sizes:
        cell = Cell(pair=definition.name, size=size)
        up_to_here_s = [max(by_size[each].values()) for each in by_size if each <= size]
        if any(longest_s > effort.longest_call_s for longest_s in up_to_here_s):
            left_out += [LeftOut(cell=cell, stage=stage) for stage in (Stage.TIME, Stage.MEMORY)]
        elif size in by_size:
            cells.append(_plan_cell(definition, size, by_size[size], effort))
            if max(by_size[size].values()) > effort.longest_traced_call_s:
                left_out.append(LeftOut(cell=cell, stage=Stage.MEMORY))
    return PairPlan(cells=tuple(cells), left_out=tuple(left_out))


def _plan_cell(
    definition: PairDefinition, size: int, call_s: Mapping[str, float], effort: Effort
) -> CellPlan:
    loops = {name: _loops(each_s, call_s, effort.slice_s) for name, each_s in call_s.items()}
    block_s = sum(loops[name] * each_s for name, each_s in call_s.items())
    slow = max(call_s.values()) > effort.slow_call_s
    fewest = 1 if slow else effort.min_blocks
    blocks = min(effort.blocks, max(fewest, round(effort.round_s / block_s)))
    warmups = 0 if slow else 1
    rounds = _rounds(definition, size, effort)
    return CellPlan(
        cell=Cell(pair=definition.name, size=size),
        loops=loops,
        blocks=blocks,
        warmups=warmups,
        rounds=min(rounds, effort.slow_rounds) if slow else rounds,
        parallel=definition.parallel,
        timeout_s=definition.timeout_s,
        round_s=block_s * (blocks + warmups),
    )


def _loops(own_s: float, call_s: Mapping[str, float], slice_s: float) -> int:
    """The calls of a slice.

    A variant that is about as fast as the first gets the first one's loops. Rough as it is, the
    calibration would otherwise make a difference that lasts for the whole run: the first calls of
    a slice are slower, and count for more where a slice has fewer.
    """
    first_s = next(iter(call_s.values()))
    alike = 1 / ALIKE <= own_s / first_s <= ALIKE
    return max(1, round(slice_s / (first_s if alike else own_s)))


def _rounds(definition: PairDefinition, size: int, effort: Effort) -> int:
    """As many rounds as the most demanding claim on time asks for at this size."""
    wanted = effort.other_rounds
    for claim in definition.claims:
        match claim:
            case Faster() | Costs() if claim.size == size:
                wanted = max(wanted, effort.rounds)
            case Crosses() if size in {definition.sizes[0], definition.sizes[-1]}:
                wanted = max(wanted, effort.rounds)
            case Grows():
                wanted = max(wanted, effort.growth_rounds)
            case _:
                pass
    return wanted
