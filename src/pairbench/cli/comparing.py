"""Compares two sides of a project, from what is asked for to the lines of a gate."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pairbench.cli.outputs import remark
from pairbench.core.gating.asked import EVERYTHING, Focus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from pairbench.cli.environments import Asked, Pythons
    from pairbench.cli.runs.sharing import Part
    from pairbench.core.gating.asked import SideFacts
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.gate import GateResult, GateTools
    from pairbench.gate.sides import Matched
    from pairbench.gate.usage import Grounds
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.run.probes import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """What is to be compared: the pairs under ``paths`` that match ``only``, on two sides.

    Paths are relative to the project; none of them are those that its settings name. With a
    ``part`` only its pairs are compared, and with a ``focus`` only that of them.
    """

    sides: "Asked"
    pythons: "Pythons"
    only: str | None
    all_pairs: bool = False
    paths: tuple[Path, ...] = ()
    part: "Part | None" = None
    focus: Focus = EVERYTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The pairs of two sides that are asked for; their files stay as long as they are needed."""

    matched: "Matched"
    grounds: "Grounds"
    facts: "tuple[SideFacts, SideFacts]"


@contextmanager
def both_listed(project: Path, asked: Comparing, settings: "Settings") -> "Iterator[Listed]":
    """Make both sides, and list their pairs, or those of the part that is asked for.

    A pair that goes by another name now is found in any part.

    Raises:
        UsageError: a side cannot be made, or has no pair.
    """
    from pairbench.cli.sides import listed, sides_of
    from pairbench.gate.sides import match_pairs
    from pairbench.project.running import run_otherwise

    with sides_of(project, asked.sides, asked.pythons, settings) as (sites, grounds):
        base, head = listed(sites.both, settings, asked.only, asked.paths)
        definitions = [each.definition for each in (*base.entries, *head.entries)]
        for notice in run_otherwise(sites.both[0].root, sites.both[1].root, definitions):
            remark(notice)
        matched = match_pairs(base, head, settings)
        if asked.part is not None:
            matched = matched.only(asked.part.among(matched.names))
        yield Listed(matched=matched, grounds=grounds, facts=sites.facts)


def gate_tools(jobs: "Jobs", progress: "Progress") -> "GateTools":
    """The real probes of a gate."""
    from pairbench.cli.probes import real_probes
    from pairbench.gate.gate import GateTools
    from pairbench.measure.checks.comparer import ResultComparer
    from pairbench.measure.memory.probe import MemrayProbe
    from pairbench.measure.usage.probe import UsageProbe

    return GateTools(
        probes=real_probes(jobs),
        comparer=ResultComparer(jobs),
        lines=MemrayProbe(jobs),
        usage=UsageProbe(jobs),
        progress=progress,
    )


def compare(
    console: "Console", project: Path, asked: Comparing, settings: "Settings"
) -> "tuple[GateResult, tuple[SideFacts, SideFacts]]":
    """Compare them on this machine; the lines, and what the two sides turned out to be.

    Raises:
        UsageError: a side cannot be made, or has no pair.
    """
    from pairbench.gate.gate import run_gate
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.report.terminal.progress import display_for

    with (
        both_listed(project, asked, settings) as found,
        Jobs(remark) as jobs,
        display_for(console) as display,
    ):
        result = run_gate(
            found.matched,
            found.grounds,
            settings,
            datetime.now(UTC).date(),
            gate_tools(jobs, display),
            all_pairs=asked.all_pairs,
            focus=asked.focus,
        )
        return result, found.facts
