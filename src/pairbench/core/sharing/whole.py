"""What holds for a run that several machines have made together."""

from collections.abc import Sequence
from dataclasses import replace

from pairbench.core.records.record import RunRecord, Status
from pairbench.core.records.shard import Machine
from pairbench.core.sharing.belonging import Gaps


def machine_names(runs: Sequence[RunRecord]) -> tuple[str, ...]:
    """A name for the machine of each run: its part where it is one, else its number among them."""
    parts = [run.shards[0].number if len(run.shards) == 1 else None for run in runs]
    return tuple(
        f"machine {number}" if part is None or parts.count(part) > 1 else f"shard {part}"
        for number, part in enumerate(parts, 1)
    )


def whole_of(runs: Sequence[RunRecord], names: Sequence[str], gaps: Gaps) -> RunRecord:
    """The record of runs that belong together, the oldest first, made by the machines ``names``.

    It took as long as all of them together, and is complete where each of them is and none is
    missing.
    """
    first = runs[0]
    complete = not gaps.missing and all(each.status is Status.COMPLETE for each in runs)
    shards = {each.number: each for run in runs for each in run.shards}
    warnings = dict.fromkeys(each for run in runs for each in run.environment.warnings)
    return replace(
        first,
        duration_s=sum(each.duration_s for each in runs),
        status=Status.COMPLETE if complete else Status.INTERRUPTED,
        environment=replace(first.environment, warnings=tuple(warnings)),
        rejected=tuple(
            dict.fromkeys(
                [
                    *(each for run in runs for each in run.rejected),
                    *missing_in_words(gaps, len(shards) + len(gaps.missing)),
                ]
            )
        ),
        shards=tuple(shards[number] for number in sorted(shards)),
        machines=tuple(
            each
            for run, name in zip(runs, names, strict=True)
            for each in run.machines or (Machine(name=name, environment=run.environment),)
        ),
    )


def missing_in_words(gaps: Gaps, count: int) -> list[str]:
    """A line for each part that is missing, of so many."""
    return [
        f"shard {number} of {count} is missing, and its pairs with it" for number in gaps.missing
    ]
