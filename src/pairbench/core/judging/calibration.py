"""What a machine calls different when nothing is, and what it finds when something is."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from pairbench.core.comparing.comparison import Difference
from pairbench.core.records.environment import Environment
from pairbench.core.statistics.estimate import ALPHA, Estimate, robust_spread
from pairbench.core.statistics.power import reach
from pairbench.core.statistics.sequential import Monitor, tabulated_cap

HORIZONS_S = (5.0, 10.0, 30.0)
"""The times for which the smallest difference that can be found is worked out."""

GATE_S = 10.0
"""The time a comparison of a gate has."""

MUCH_STOLEN = 0.05
"""A share of stolen time above which the neighbours are named."""

LIKELY = 1.96
"""Standard errors in an interval at 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One comparison of code whose difference is known.

    The variant does ``slower_by`` more of the same work than the baseline (0.03 is 3 %), so that
    the true ratio is 1 / (1 + slower_by). ``elapsed_s`` has the time at the end of each round.
    Another tool's trial has neither rounds nor an interval that means anything.
    """

    workload: str
    slower_by: float
    budget_s: float
    difference: Difference
    ratio: Estimate
    seconds: float
    round_ratios: tuple[float, ...]
    elapsed_s: tuple[float, ...]
    spoilt: int
    stolen_share: float

    @property
    def found(self) -> bool:
        """Whether a difference was stated that is there, in its direction."""
        return self.slower_by > 0 and self.difference is Difference.SLOWER

    @property
    def false(self) -> bool:
        """Whether a difference was stated that is not there."""
        stated = self.difference in {Difference.SLOWER, Difference.FASTER}
        return stated and not self.found

    @property
    def error(self) -> float:
        """How far the logarithm of the ratio is off."""
        return math.log(self.ratio.value) + math.log1p(self.slower_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalAnswer:
    """What another tool said of two variants, and how long it took to say it.

    ``ratio`` is baseline over variant by the tool's own central figure.
    """

    different: bool
    ratio: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolTrials:
    """The trials that one tool made."""

    tool: str
    trials: tuple[Trial, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, with the interval of the true share at 95 % (Wilson 1927)."""

    count: int
    total: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the trials of one difference came to; ``workload`` is None for all workloads.

    ``error`` is the median distance of the stated ratio from the true one, as a share of it.
    """

    tool: str
    workload: str | None
    slower_by: float
    budget_s: float
    found: Share
    false: Share
    seconds: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The smallest slowdown of a workload that so much time finds, 19 times out of 20."""

    workload: str
    seconds: float
    slowdown: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What our own rounds say of the machine.

    ``round_spread`` is how far a round of identical code is typically off (its robust standard
    deviation), ``round_s`` how long a round takes. ``threshold`` is the smallest slowdown that a
    gate can be asked about here: identical code is cleared of it within ten seconds 19 times out
    of 20, for every workload.
    """

    round_spread: float
    round_s: float
    rounds: int
    spoilt: int
    stolen_share: float
    horizons: tuple[Horizon, ...]
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was found out: figures for each tool, the machine, and what would help."""

    environment: Environment
    figures: tuple[Figures, ...]
    machine: Machine | None
    advice: tuple[str, ...]
    tools: tuple[ToolTrials, ...]


def summarise(environment: Environment, tools: Sequence[ToolTrials]) -> Calibration:
    """Everything that follows from the trials."""
    own = [trial for each in tools for trial in each.trials if trial.round_ratios]
    machine = _machine(own) if own else None
    return Calibration(
        environment=environment,
        figures=tuple(row for each in tools for row in _tabulate(each)),
        machine=machine,
        advice=(*environment.warnings, *_advice(machine)),
        tools=tuple(tools),
    )


def _machine(trials: Sequence[Trial]) -> Machine:
    still = _centred_rounds(trials)
    round_s = median(trial.elapsed_s[-1] / len(trial.round_ratios) for trial in trials)
    reached = _reaches(still, round_s)
    return Machine(
        round_spread=median(robust_spread(logs) for logs in still.values()),
        round_s=round_s,
        rounds=sum(len(trial.round_ratios) for trial in trials),
        spoilt=sum(trial.spoilt for trial in trials),
        stolen_share=sum(trial.stolen_share for trial in trials) / len(trials),
        horizons=reached.horizons,
        threshold=reached.threshold,
    )


def _advice(machine: Machine | None) -> Iterator[str]:
    if machine is not None and machine.stolen_share > MUCH_STOLEN:
        yield (
            f"other machines on this host took {machine.stolen_share:.0%} of the time of the "
            "CPUs: a quieter time of the day or a dedicated machine finds less in less time"
        )


def _tabulate(tool: ToolTrials) -> Iterator[Figures]:
    """The figures of each difference, of all workloads together and of each."""
    workloads = [None, *dict.fromkeys(trial.workload for trial in tool.trials)]
    for slower_by in sorted({trial.slower_by for trial in tool.trials}):
        asked = [trial for trial in tool.trials if trial.slower_by == slower_by]
        for workload in workloads:
            if members := [each for each in asked if workload in {None, each.workload}]:
                yield _figures(tool.tool, workload, members)


def share(count: int, total: int) -> Share:
    """Wilson's interval, which holds for shares near 0 and 1 as well."""
    proportion = count / total
    denominator = 1 + LIKELY**2 / total
    centre = (proportion + LIKELY**2 / (2 * total)) / denominator
    spread = math.sqrt(proportion * (1 - proportion) / total + (LIKELY / (2 * total)) ** 2)
    half = LIKELY * spread / denominator
    return Share(
        count=count, total=total, low=max(0.0, centre - half), high=min(1.0, centre + half)
    )


def _figures(tool: str, workload: str | None, trials: Sequence[Trial]) -> Figures:
    return Figures(
        tool=tool,
        workload=workload,
        slower_by=trials[0].slower_by,
        budget_s=max(trial.budget_s for trial in trials),
        found=share(sum(trial.found for trial in trials), len(trials)),
        false=share(sum(trial.false for trial in trials), len(trials)),
        seconds=median(trial.seconds for trial in trials),
        error=median(abs(math.expm1(trial.error)) for trial in trials),
    )


def _centred_rounds(trials: Iterable[Trial]) -> dict[str, list[float]]:
    """The rounds of each workload as those of identical code: the known difference taken out."""
    by_workload: dict[str, list[float]] = {}
    for trial in trials:
        known = math.log1p(trial.slower_by)
        logs = [math.log(ratio) + known for ratio in trial.round_ratios]
        by_workload.setdefault(trial.workload, []).extend(logs)
    return by_workload


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reaches:
    horizons: tuple[Horizon, ...]
    threshold: float


def _reaches(still: Mapping[str, Sequence[float]], round_s: float) -> _Reaches:
    horizons = []
    thresholds = []
    for workload, logs in still.items():
        for seconds in HORIZONS_S:
            cap = tabulated_cap(max(1, int(seconds / round_s)))
            rounds = min(cap, max(1, int(seconds / round_s)))
            reached = reach(logs, rounds, Monitor(alpha=ALPHA, cap=cap))
            horizons.append(
                Horizon(workload=workload, seconds=seconds, slowdown=math.expm1(reached.found))
            )
            if seconds == GATE_S:
                thresholds.append(math.expm1(reached.ruled_out))
    return _Reaches(horizons=tuple(horizons), threshold=max(thresholds))
