"""A run set: everything that one run recorded, raw; verdicts are derived from it at any time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.records.environment import Environment
from pairbench.core.records.measurement import (
    Failure,
    LeftOut,
    MemoryMeasurement,
    Round,
    Sighting,
    TimeProfile,
)
from pairbench.core.records.notice import Notice
from pairbench.core.records.reading import Reading
from pairbench.core.records.shard import Machine, Shard
from pairbench.core.statistics.sequential import Monitor

CONTROLS = "_controls"
"""The name of the pair whose variants are a run's placebo and canary: no pair file can have it."""


def controls_of(machine: str) -> str:
    """The name of the pair that holds the placebo and the canary of one machine of several."""
    return f"{CONTROLS}/{machine}"


def is_of_controls(name: str) -> bool:
    """Whether a pair of this name is none of the user's, but a run's controls."""
    return name == CONTROLS or name.startswith(controls_of(""))


class Status(StrEnum):
    """How far a run came; what says that it runs, and does not, was killed."""

    RUNNING = "running"
    COMPLETE = "complete"
    INTERRUPTED = "interrupted"
    KILLED = "killed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run was asked for; ``paths`` are as they were written, none for the whole project.

    ``shard`` is the number of a part and how many there are, ``shard_times`` the run set by whose
    times they were made even.
    """

    paths: tuple[str, ...] = ()
    only: str | None = None
    budget_s: float | None = None
    run_budget_s: float | None = None
    memory_limit_bytes: int | None = None
    shard: tuple[int, int] | None = None
    shard_times: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """What holds for the whole run.

    ``started`` is a time in UTC as ISO 8601, ``quick`` says that the run took the short way, and
    ``rejected`` holds, one line each, what kept a pair file from being loaded. ``measured_by`` is
    another tool and the machine that it ran on; None is pairbench itself. ``asked`` is what a run
    that goes on with this one measures. ``shards`` are the parts of a catalogue that it holds, none
    where it was not shared out, and ``machines`` those that have measured it, where that is not the
    one of ``environment`` alone.
    """

    started: str
    duration_s: float
    status: Status
    quick: bool
    environment: Environment
    rejected: tuple[str, ...]
    measured_by: str | None = None
    asked: Asked = Asked()
    shards: tuple[Shard, ...] = ()
    machines: tuple[Machine, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it came to its end."""
        return self.status is Status.COMPLETE


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRecord:
    """What was recorded of one pair.

    ``monitors`` holds, for each size, what was fixed before its first round. ``machine`` is the
    name of the one that has measured it, where the run has several.
    """

    definition: PairDefinition
    monitors: Mapping[int, Monitor] = field(default_factory=dict)
    rounds: tuple[Round, ...] = ()
    memory: tuple[MemoryMeasurement, ...] = ()
    profiles: tuple[TimeProfile, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    failures: tuple[Failure, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notices: tuple[Notice, ...] = ()
    machine: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSet:
    """A run and its pairs, in the order in which they were measured, and what it used as controls.

    ``controls`` is a pair like the others: a placebo and a canary against one baseline.
    ``machine_controls`` are those of each machine, where the run has several.
    ``readings`` are what another tool has measured; such a run has no pairs.
    """

    run: RunRecord
    pairs: tuple[PairRecord, ...]
    controls: PairRecord | None = None
    readings: tuple[Reading, ...] = ()
    machine_controls: tuple[PairRecord, ...] = ()
