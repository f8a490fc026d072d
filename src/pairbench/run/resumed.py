"""What a run that goes on takes over from what was measured before: records, plans, rounds."""

from collections.abc import Mapping
from dataclasses import replace

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.planning.plan import CellPlan
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Cell, Round, Stage
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.sequential import first_verdict
from pairbench.run.cells import CellState, Planned

Before = Mapping[str, PairRecord]
"""The records of an earlier run, by the names of their pairs."""


def of_unchanged(before: Before, definition: PairDefinition) -> PairRecord | None:
    """What was measured of a pair, if it is defined as it was."""
    found = before.get(definition.name)
    return found if found is not None and found.definition == definition else None


def together(checked: PairRecord, before: PairRecord | None) -> PairRecord:
    """The record of a pair that was just checked, with what was measured of it earlier.

    What the check finds it finds anew; a variant that could not be timed or traced is not tried
    again.
    """
    if before is None:
        return checked
    later = [each for each in before.failures if each.stage in {Stage.TIME, Stage.MEMORY}]
    return replace(
        checked,
        monitors=before.monitors,
        rounds=before.rounds,
        memory=before.memory,
        profiles=before.profiles,
        failures=(*checked.failures, *later),
    )


def going_on(plan: CellPlan, record: PairRecord) -> CellPlan:
    """The plan of a cell as it was before its first round: a look at the times changes no plan.

    A new plan would have other loops, because it comes of other rough times, and the rounds would
    not be of one kind. Variants that have failed take no part.
    """
    failed = {
        each.variant
        for each in record.failures
        if each.cell == plan.cell and each.stage is Stage.TIME
    }
    rounds = _rounds_at(record, plan.cell)
    loops = {run.variant: run.loops for each in rounds for run in each.runs}
    left = {name: loops.get(name, each) for name, each in plan.loops.items() if name not in failed}
    monitor = record.monitors.get(plan.cell.size)
    if not rounds or monitor is None:
        return replace(plan, loops=left)
    return replace(
        plan,
        loops=left,
        blocks=len(rounds[-1].runs[0].values_s),
        warmups=len(rounds[-1].runs[0].warmups),
        monitor=monitor,
        rounds=first_verdict(monitor) if plan.open_ended else plan.rounds,
    )


def state_of(planned: Planned, record: PairRecord) -> CellState:
    """A cell with the rounds that it has had, and about the time that they took."""
    rounds = _rounds_at(record, planned.plan.cell)
    return CellState(
        planned=planned,
        number=max((len(rounds), *(each.number for each in rounds))),
        spent_s=planned.plan.cost_s * len(rounds),
        kept=[each for each in rounds if not is_spoilt(each)],
    )


def _rounds_at(record: PairRecord, cell: Cell) -> list[Round]:
    """The rounds of a cell, in their order."""
    return sorted((each for each in record.rounds if each.cell == cell), key=lambda r: r.number)
