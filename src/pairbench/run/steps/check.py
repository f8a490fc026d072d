"""The first step: check every pair, and plan the cells of those that are fit to be measured."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from pairbench.core.authoring.entry import Entry
from pairbench.core.planning.effort import Effort
from pairbench.core.planning.plan import plan_pair
from pairbench.core.planning.question import error_level
from pairbench.core.records.measurement import CheckReport, Trouble
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.sequential import Monitor
from pairbench.run.cells import Planned
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import Probes, Progress, Step
from pairbench.run.records import Records
from pairbench.run.resumed import going_on

CHECK_S = 0.2
"""About what checking one variant at one size takes; for the estimate of time left."""


def check_pairs(
    entries: Sequence[Entry], probes: Probes, records: Records, effort: Effort, progress: Progress
) -> list[Planned]:
    """The cells to measure."""
    costs = {id(entry): CHECK_S * _calls(entry) for entry in entries}
    progress.begin(Step.CHECK, sum(costs.values()))
    alpha = error_level((entry.definition for entry in entries), effort)
    planned: list[Planned] = []
    for entry, report in zip(entries, _reports(entries, probes, effort), strict=True):
        progress.doing(entry.definition.name)
        planned.extend(_plan(entry, report, records, effort, alpha))
        progress.advance(costs[id(entry)])
    return planned


def check_controls(
    controls: Sequence[Entry], probes: Probes, records: Records, effort: Effort
) -> list[Planned]:
    """The cells of the placebos and the canaries, of those that can be called at all."""
    alpha, rounds = effort.alpha, effort.control_rounds
    monitor = Monitor(alpha=alpha, cap=rounds)
    found = []
    for entry, report in zip(controls, _reports(controls, probes, effort), strict=True):
        for planned in _plan(entry, report, records, effort, alpha):
            plan = replace(planned.plan, rounds=rounds, monitor=monitor)
            records.update(plan.cell.pair, monitors={plan.cell.size: monitor})
            found.append(replace(planned, plan=plan))
    return found


def _reports(entries: Sequence[Entry], probes: Probes, effort: Effort) -> Iterator[CheckReport]:
    check = partial(probes.checker.check, longest_call_s=effort.longest_call_s)
    return in_parallel(probes.width, check, entries)


def _plan(
    entry: Entry, report: CheckReport, records: Records, effort: Effort, alpha: float
) -> list[Planned]:
    definition = entry.definition
    records.begin(
        PairRecord(
            definition=definition,
            sightings=report.sightings,
            failures=report.failures,
            notices=report.notices,
        )
    )
    if any(failure.trouble is Trouble.WRONG for failure in report.failures):
        return []
    plan = plan_pair(definition, report.call_times, effort, alpha)
    cells = [going_on(each, records[definition.name]) for each in plan.cells]
    records.update(
        definition.name,
        left_out=plan.left_out,
        # What an earlier run has fixed for a size holds, whatever becomes of it this time.
        monitors={
            **records[definition.name].monitors,
            **{each.cell.size: each.monitor for each in cells},
        },
    )
    return [Planned(entry=entry, plan=each) for each in cells]


def _calls(entry: Entry) -> int:
    definition = entry.definition
    return len(definition.available) * (len(definition.sizes) + len(definition.behaviours))
