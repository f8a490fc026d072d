"""The last step: sample where each variant's time goes, at the largest size that was timed."""

from collections.abc import Sequence

from pairbench.run.cells import Planned
from pairbench.run.probes import Probes, Progress, Step
from pairbench.run.profiling import PROFILE_S, Subject, profile_all
from pairbench.run.records import Records


def profile_variants(
    planned: Sequence[Planned], probes: Probes, records: Records, progress: Progress
) -> None:
    """Keep a profile of each variant that has not failed."""
    largest = {each.plan.cell.pair: each for each in planned if each.plan.loops}
    subjects = [
        Subject(entry=each.entry, variant=variant, size=each.plan.cell.size)
        for each in largest.values()
        for variant in each.plan.loops
        if not records.has_failed(each.plan.cell, variant)
        and not any(known.variant == variant for known in records[each.plan.cell.pair].profiles)
    ]
    progress.begin(Step.PROFILE, PROFILE_S * len(subjects))
    for sampled in profile_all(probes.profiler, subjects, width=probes.width):
        pair = sampled.subject.entry.definition.name
        progress.doing(f"{pair} {sampled.subject.variant}")
        if sampled.profile is not None:
            records.update(pair, profiles=(*records[pair].profiles, sampled.profile))
        progress.advance(PROFILE_S)
