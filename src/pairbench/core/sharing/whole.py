"""What holds for a run that several machines have made together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pairbench.core.records.record import RunRecord, Status
from pairbench.core.records.shard import Machine
from pairbench.core.sharing.belonging import Gaps, gaps_among


def machine_names(runs: Sequence[RunRecord]) -> tuple[str, ...]:
    """A name for the machine of each run: its part where it is one, else its number among them."""
    parts = [run.shards[0].number if len(run.shards) == 1 else None for run in runs]
    return tuple(
        f"machine {number}" if part is None or parts.count(part) > 1 else f"shard {part}"
        for number, part in enumerate(parts, 1)
    )


def renamed_machines(
    runs: Sequence[RunRecord], names: Sequence[str]
) -> tuple[Mapping[str, str], ...]:
    """For each run the names of its own machines: the run's before one that others have as well."""
    known = Counter(name for run in runs for name in {each.name for each in run.machines})
    return tuple(
        {
            each.name: f"{name}, {each.name}" if known[each.name] > 1 else each.name
            for each in run.machines
        }
        for run, name in zip(runs, names, strict=True)
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
                    *missing_in_words(gaps.missing, len(shards) + len(gaps.missing)),
                ]
            )
        ),
        shards=tuple(shards[number] for number in sorted(shards)),
        machines=tuple(
            replace(each, name=renamed.get(each.name, each.name))
            for run, name, renamed in zip(runs, names, renamed_machines(runs, names), strict=True)
            for each in run.machines or (Machine(name=name, environment=run.environment),)
        ),
    )


def missing_of(run: RunRecord) -> Sequence[int]:
    """The parts that a run lacks which was joined; one that is a part itself lacks none."""
    return gaps_among(run.shards).missing if run.machines else ()


def missing_in_words(missing: Sequence[int], count: int) -> list[str]:
    """A line for each part that is missing, of so many."""
    return [f"shard {number} of {count} is missing, and its pairs with it" for number in missing]
