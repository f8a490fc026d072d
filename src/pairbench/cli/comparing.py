"""Compares two sides of a project, from what is asked for to the lines of a gate."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from pairbench.cli.environments import Asked, Pythons
    from pairbench.cli.runs.sharing import Part
    from pairbench.core.gating.asked import SideFacts
    from pairbench.core.gating.settings import Settings
    from pairbench.gate.gate import GateResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """What is to be compared: the pairs under ``paths`` that match ``only``, on two sides.

    Paths are relative to the project; none of them are those that its settings name. With a
    ``part`` only its pairs are compared.
    """

    sides: "Asked"
    pythons: "Pythons"
    only: str | None
    all_pairs: bool = False
    paths: tuple[Path, ...] = ()
    part: "Part | None" = None


def compare(
    console: "Console", project: Path, asked: Comparing, settings: "Settings"
) -> "tuple[GateResult, tuple[SideFacts, SideFacts]]":
    """Compare them on this machine; the lines, and what the two sides turned out to be.

    Raises:
        UsageError: a side cannot be made, or has no pair.
    """
    from pairbench.cli.probes import real_probes
    from pairbench.cli.sides import listed, sides_of
    from pairbench.gate.gate import GateTools, run_gate
    from pairbench.measure.checks.comparer import ResultComparer
    from pairbench.measure.memory.probe import MemrayProbe
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.measure.usage.probe import UsageProbe
    from pairbench.report.terminal.progress import display_for

    with (
        sides_of(project, asked.sides, asked.pythons, settings) as (sites, grounds),
        Jobs() as jobs,
    ):
        before, after = listed(sites.both, settings, asked.only, asked.paths)
        if asked.part is not None:
            before, after = (
                replace(each, entries=asked.part.mine(each.entries)) for each in (before, after)
            )
        with display_for(console) as display:
            tools = GateTools(
                probes=real_probes(jobs),
                comparer=ResultComparer(jobs),
                lines=MemrayProbe(jobs),
                usage=UsageProbe(jobs),
                progress=display,
            )
            today = datetime.now(UTC).date()
            result = run_gate(
                before, after, grounds, settings, today, tools, all_pairs=asked.all_pairs
            )
            return result, sites.facts
