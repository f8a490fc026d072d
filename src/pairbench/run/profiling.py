"""Samples where the time of many variants goes, several at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.measurement import TimeProfile
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import Profiler

PROFILE_S = 0.4
"""About what sampling one variant takes, two at a time; for the estimate of time left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A variant whose calls at a size are sampled."""

    entry: Entry
    variant: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """A subject, and where its time goes; None where its calls failed."""

    subject: Subject
    profile: TimeProfile | None


def profile_all(
    profiler: Profiler, subjects: Iterable[Subject], *, width: int
) -> Iterator[Sampled]:
    """Sample the subjects, ``width`` of them at a time, and give them back in their order."""

    def sample(subject: Subject) -> Sampled:
        found = profiler.profile(subject.entry, variant=subject.variant, size=subject.size)
        return Sampled(subject=subject, profile=found)

    return in_parallel(width, sample, subjects)
