"""Runs pairs in a world of fakes, which stands in for every probe, for the sink and for people."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.planning.effort import Effort
from pairbench.core.records.record import CONTROLS
from pairbench.run.probes import (
    Checker,
    MemoryProbe,
    Probes,
    Profiler,
    Progress,
    Sink,
    Timer,
)
from pairbench.run.records import NOTHING
from pairbench.run.resumed import Before
from pairbench.run.run import run
from tests.builders import a_definition


class World(Checker, Timer, MemoryProbe, Profiler, Sink, Progress, Protocol):
    """All that a run needs of the outside, with a clock of its own."""

    def clock_s(self) -> float:
        """Seconds that have gone by in this world."""


def probes_of(world: World) -> Probes:
    """The world in the place of every probe."""
    return Probes(
        checker=world,
        timer=world,
        memory=world,
        profiler=world,
        clock_s=world.clock_s,
        width=1,
    )


def run_in(
    world: World, entries: Sequence[Entry], effort: Effort, before: Before = NOTHING
) -> None:
    """Run the pairs, and the controls beside them."""
    definition = replace(a_definition(sizes=(1,), goods=("same", "slower")), name=CONTROLS)
    controls = Entry(site=Site(root=Path("package")), definition=definition)
    run(entries, [controls], probes_of(world), world, effort, world, before=before)
