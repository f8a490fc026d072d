"""Builds domain values for tests: only what a test is about has to be said."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from pairbench.core.authoring.claim import Claim
from pairbench.core.authoring.definition import PairDefinition, VariantDefinition
from pairbench.core.comparing.comparison import Difference, TimeComparison
from pairbench.core.planning.plan import CellPlan
from pairbench.core.records.measurement import (
    Cell,
    Failure,
    MemoryFigures,
    MemoryMeasurement,
    Round,
    Stage,
    Trouble,
    WorkerRun,
)
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.order import Order
from pairbench.core.statistics.sequential import Monitor

PAIR = "strings/join"
SLOW = "slow"
"""The name of the baseline in every value built here."""

QUICK = "quick"
"""The name of its alternative."""

SIZES = (100, 1_000, 10_000, 100_000)

UNIT_S = 2e-8
"""What one step takes in the times that are built here."""

CURVES: Mapping[Order, Callable[[int], float]] = {
    Order.CONSTANT: lambda _: 1.0,
    Order.LOGARITHMIC: math.log,
    Order.LINEAR: float,
    Order.LINEARITHMIC: lambda n: n * math.log(n),
    Order.QUADRATIC: lambda n: float(n) ** 2,
    Order.CUBIC: lambda n: float(n) ** 3,
}
"""The steps that each order takes for a size."""

PAIR_FILE = '''"""Is a sum quicker than a loop?"""

from pairbench import Pair

pair = Pair(sizes=(1, 10))


@pair.input
def numbers(size: int) -> list[int]:
    return list(range(size))


@pair.bad
def loop(numbers: list[int]) -> int:
    total = 0
    for number in numbers:
        total += number
    return total


@pair.good
def built_in(numbers: list[int]) -> int:
    return sum(numbers)
'''
"""The text of a pair file with nothing wrong in it."""


def a_definition(
    *claims: Claim,
    sizes: tuple[int, ...] = SIZES,
    goods: Iterable[str] = (QUICK,),
    unavailable: Mapping[str, str] | None = None,
    parallel: bool = False,
) -> PairDefinition:
    """A pair with the baseline ``slow`` and the given alternatives."""
    reasons = unavailable or {}
    alternatives = (
        VariantDefinition(
            name=name, role="good", summary="", source="", unavailable=reasons.get(name)
        )
        for name in goods
    )
    baseline = VariantDefinition(name=SLOW, role="bad", summary="", source="", unavailable=None)
    return PairDefinition(
        name=PAIR,
        file=f"bench/{PAIR}.py",
        attribute="pair",
        question="Which is quicker?",
        advice=None,
        sizes=sizes,
        axis="items",
        parallel=parallel,
        mutates=False,
        differs=None,
        timeout_s=20.0,
        resource_scope=None,
        variants=(baseline, *alternatives),
        claims=claims,
        behaviours=(),
        file_source="",
        neighbours=(),
    )


def a_round(values_s: Mapping[str, Sequence[float]], *, size: int = 100, number: int = 1) -> Round:
    """One round with the given seconds per call, block by block, for each variant."""
    runs = (
        WorkerRun(variant=variant, loops=1, values_s=tuple(values), warmups=(), metadata={})
        for variant, values in values_s.items()
    )
    return Round(cell=Cell(pair=PAIR, size=size), number=number, runs=tuple(runs))


def rounds_with(ratios: Sequence[float], *, size: int = 100, quick_s: float = 0.001) -> list[Round]:
    """Rounds in which ``slow`` takes so many times as long as ``quick``, one for each ratio."""
    return [
        a_round({SLOW: [quick_s * ratio] * 3, QUICK: [quick_s] * 3}, size=size, number=number)
        for number, ratio in enumerate(ratios, start=1)
    ]


def a_memory(
    variant: str,
    *,
    size: int = 100,
    peaks: Sequence[int] = (1_000, 1_000),
    retained: Sequence[int] = (0, 0),
) -> MemoryMeasurement:
    """The traced calls of one variant, one in each process."""
    repeats = (
        MemoryFigures(
            peak_bytes=peak,
            retained_bytes=kept,
            allocated_bytes=peak,
            allocations=1,
            children=0,
            untraced=False,
        )
        for peak, kept in zip(peaks, retained, strict=True)
    )
    return MemoryMeasurement(
        cell=Cell(pair=PAIR, size=size), variant=variant, repeats=tuple(repeats)
    )


def a_failure(
    variant: str = QUICK,
    *,
    size: int = 100,
    stage: Stage = Stage.CHECK,
    trouble: Trouble = Trouble.RAISED,
    message: str = "ZeroDivisionError: division by zero",
) -> Failure:
    """One variant that could not be measured at one size."""
    return Failure(
        cell=Cell(pair=PAIR, size=size),
        variant=variant,
        stage=stage,
        trouble=trouble,
        message=message,
        stderr="",
    )


def a_comparison(
    ratio: float, *, size: int, low: float | None = None, high: float | None = None
) -> TimeComparison:
    """The ratio of ``quick`` at one size; the interval is the ratio alone unless told otherwise."""
    estimate = Estimate(
        value=ratio,
        low=ratio if low is None else low,
        high=ratio if high is None else high,
        level=0.99,
    )
    return TimeComparison(
        cell=Cell(pair=PAIR, size=size),
        variant=QUICK,
        ratio=estimate,
        difference=Difference.UNDECIDED,
        round_ratios=(ratio,),
        spoilt=0,
    )


def a_cell_plan(
    pair: str,
    loops: Mapping[str, int],
    *,
    size: int = 10,
    blocks: int = 6,
    warmups: int = 1,
    parallel: bool = False,
    timeout_s: float = 10.0,
) -> CellPlan:
    """A plan for one round of a cell."""
    return CellPlan(
        cell=Cell(pair=pair, size=size),
        loops=loops,
        traced=dict.fromkeys(loops, 1),
        blocks=blocks,
        warmups=warmups,
        warm_size=None,
        rounds=1,
        least=1,
        assured=0,
        monitor=Monitor(alpha=0.01, cap=20),
        open_ended=False,
        allowance_s=10.0,
        parallel=parallel,
        timeout_s=timeout_s,
        start_s=0.1,
        round_s=0.01,
    )
