"""A gate, from two revisions to its lines: match, check, time, look again, trace, judge claims."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.answer import Change, GateLine, Kind, MachineState, judge_bytes
from pairbench.core.gating.lines import claim_lines, failure_line, growing_lines, memory_lines
from pairbench.core.gating.settings import Settings, waiver_for
from pairbench.core.gating.two_sides import BASE, HEAD, Comparison
from pairbench.core.records.measurement import Failure
from pairbench.core.records.record import PairRecord
from pairbench.gate.sides import (
    Checked,
    Comparer,
    LineProbe,
    Match,
    Side,
    comparisons_of,
    match_pairs,
    narrowed,
    obstacles,
)
from pairbench.gate.times import GATE, GateTimes, Kept
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import Probes, Progress
from pairbench.run.run import run
from pairbench.run.tracing import Target, trace_all

TRACED_IN = 2
"""Processes in which each side is traced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTools:
    """The outside world, as a gate sees it."""

    probes: Probes
    comparer: Comparer
    lines: LineProbe
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """All that a gate found; the machine is None where no time was compared."""

    lines: tuple[GateLine, ...]
    machine: MachineState | None


def run_gate(
    base: Side, head: Side, settings: Settings, today: date, tools: GateTools
) -> GateResult:
    """Compare the revisions, and say what changed."""
    matches, lines = match_pairs(base, head)
    gate = _Gate(settings=settings, today=today, tools=tools)
    checked = list(gate.check(narrowed(matches, settings)))
    for each in checked:
        lines += obstacles(each)
    comparisons = [
        comparison for each in checked for comparison in comparisons_of(each, settings, today)
    ]
    times = GateTimes(settings, tools.probes, tools.progress)
    machine = times.measure(comparisons, checked)
    if machine is not None:
        machine = replace(machine, memory_seen=gate.sees_memory(comparisons[0]))
    lines += times.lines(comparisons, machine)
    lines += gate.memory_lines(comparisons)
    lines += gate.claim_lines(checked, lines)
    return GateResult(lines=tuple(gate.accepted(each) for each in lines), machine=machine)


class _Gate:
    """The steps of a gate that are not about time."""

    def __init__(self, *, settings: Settings, today: date, tools: GateTools) -> None:
        self._settings = settings
        self._today = today
        self._tools = tools

    def check(self, matches: Sequence[Match]) -> Iterator[Checked]:
        """Check the pairs at both revisions, and hold their results against each other."""

        def check(match: Match) -> Checked:
            checker = self._tools.probes.checker
            base, head = (
                checker.check(each, longest_call_s=math.inf) for each in (match.base, match.head)
            )
            variant = match.base.definition.baseline
            failed = {each.variant for each in (*base.failures, *head.failures)}
            found = (
                self._tools.comparer.difference(match.base, match.head, variant=variant, size=size)
                for size in match.head.definition.sizes
                if variant not in failed
            )
            differences = tuple(each for each in found if each is not None)
            return Checked(match=match, base=base, head=head, differences=differences)

        return in_parallel(self._tools.probes.width, check, matches)

    def sees_memory(self, comparison: Comparison) -> bool:
        """Whether a little more than the threshold allows, allocated on purpose, is worse."""
        place = comparison.entry.place(BASE)
        sizes = comparison.entry.definition.sizes[-1:]
        probe = self._tools.probes.memory
        threshold = comparison.thresholds.memory
        (before,) = probe.trace(comparison.entry, variant=BASE, sizes=sizes, repeats=TRACED_IN)
        if isinstance(before, Failure):
            return True
        ballast_bytes = 1 + math.ceil(before.peak_bytes.high * threshold)
        heavy = replace(place, ballast_bytes=ballast_bytes)
        entry = replace(comparison.entry, places={BASE: heavy})
        (after,) = probe.trace(entry, variant=BASE, sizes=sizes, repeats=TRACED_IN)
        if isinstance(after, Failure):
            return True
        return judge_bytes(before.peak_bytes, after.peak_bytes, threshold) is Change.WORSE

    def memory_lines(self, comparisons: Sequence[Comparison]) -> Iterator[GateLine]:
        """Two lines for each comparison and size: its peak, and what its result keeps."""
        targets = [
            Target(
                entry=each.entry,
                variant=side,
                sizes=each.entry.definition.sizes,
                repeats=TRACED_IN,
            )
            for each in comparisons
            for side in (BASE, HEAD)
        ]
        probes = self._tools.probes
        traced = trace_all(probes.memory, targets, width=probes.width)
        for each in comparisons:
            base, head = next(traced).results, next(traced).results
            for mine, other in zip(base, head, strict=True):
                if isinstance(mine, Failure):
                    yield failure_line(each.pair, replace(mine, variant=each.variant), "at base: ")
                elif isinstance(other, Failure):
                    yield failure_line(each.pair, replace(other, variant=each.variant), "at head: ")
                else:
                    for line in memory_lines(each, mine, other):
                        yield self._explained(each, line)

    def claim_lines(
        self, checked: Sequence[Checked], lines: Sequence[GateLine]
    ) -> Iterator[GateLine]:
        """What base confirmed and head refutes; claims on figures where a figure has changed."""
        moved = {
            each.pair
            for each in lines
            if each.change in {Change.WORSE, Change.BETTER} and each.kind is not Kind.RESULT
        }
        for each in checked:
            base, head = each.match.base, each.match.head
            if head.definition.name in moved:
                measured = [self._measured(entry) for entry in (base, head)]
            else:
                measured = [
                    PairRecord(definition=entry.definition, sightings=report.sightings)
                    for entry, report in ((base, each.base), (head, each.head))
                ]
            yield from claim_lines(*measured)

    def _explained(self, comparison: Comparison, line: GateLine) -> GateLine:
        """The line, with the lines of code that allocate the difference if it got worse."""
        if line.change is not Change.WORSE or line.size is None:
            return line
        retained = line.kind is Kind.RETAINED
        base, head = (
            self._tools.lines.lines(
                comparison.entry, variant=side, size=line.size, retained=retained
            )
            for side in (BASE, HEAD)
        )
        return replace(line, details=growing_lines(base, head))

    def accepted(self, line: GateLine) -> GateLine:
        """The line, with its change accepted if the settings say so."""
        waiver = waiver_for(line.pair, self._settings, self._today)
        if line.change is not Change.WORSE or waiver is None:
            return line
        why = f"{line.why}; accepted until {waiver.expires}: {waiver.reason}"
        return replace(line, change=Change.ACCEPTED, why=why)

    def _measured(self, entry: Entry) -> PairRecord:
        """The pair measured by itself at one revision, for its claims."""
        effort = replace(GATE, memory_repeats=TRACED_IN, budget_s=self._settings.budget_s)
        kept = Kept()
        probes = self._tools.probes
        run([entry], None, probes, kept, effort, self._tools.progress)
        return kept.records[entry.definition.name]
