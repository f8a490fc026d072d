"""The fourth step: trace the memory of every variant, at every size at which it has not failed."""

from collections.abc import Sequence
from dataclasses import replace

from pairbench.core.records.measurement import Cell, Failure, Stage
from pairbench.run.cells import Planned
from pairbench.run.probes import Probes, Progress, Step
from pairbench.run.records import Records
from pairbench.run.tracing import Target, trace_all, tracing_s


def trace_variants(
    planned: Sequence[Planned], probes: Probes, records: Records, progress: Progress
) -> None:
    """Keep what each traced call takes, and what it retains."""
    targets = _targets(planned, records)
    expected_s = {each.plan.cell: tracing_s(each.plan) for each in planned}
    cells = (
        Cell(pair=each.entry.definition.name, size=size) for each in targets for size in each.sizes
    )
    progress.begin(Step.MEMORY, sum(expected_s[each] for each in cells))
    for traced in trace_all(probes.memory, targets, width=probes.width):
        pair = traced.target.entry.definition.name
        progress.doing(f"{pair} {traced.target.variant}")
        for found in traced.results:
            if isinstance(found, Failure):
                records.fail(found)
            else:
                records.update(pair, memory=(*records[pair].memory, found))
            progress.advance(expected_s[found.cell])


def _targets(planned: Sequence[Planned], records: Records) -> Sequence[Target]:
    """One for each variant, with the sizes at which it can be traced."""
    targets: dict[tuple[str, str], Target] = {}
    for each in planned:
        cell = each.plan.cell
        if records.is_left_out(cell, Stage.MEMORY):
            continue
        for variant, repeats in each.plan.traced.items():
            if records.has_failed(cell, variant) or _is_traced(records, cell, variant):
                continue
            known = targets.get(
                (cell.pair, variant),
                Target(entry=each.entry, variant=variant, sizes=(), repeats=1),
            )
            targets[cell.pair, variant] = replace(
                known, sizes=(*known.sizes, cell.size), repeats=max(known.repeats, repeats)
            )
    return list(targets.values())


def _is_traced(records: Records, cell: Cell, variant: str) -> bool:
    """Whether an earlier run has traced it there."""
    return any(each.cell == cell and each.variant == variant for each in records[cell.pair].memory)
