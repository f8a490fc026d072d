"""A gate, from two revisions to its lines: match, sort out, check, time, trace, judge claims."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.errors import Interrupted
from pairbench.core.gating.answer import Change, GateLine, Kind, MachineState
from pairbench.core.gating.asked import EVERYTHING, Focus
from pairbench.core.gating.settings import Settings, waiver_for
from pairbench.core.gating.two_sides import Comparison, common_variants
from pairbench.core.records.disagreement import Disagreement
from pairbench.core.records.measurement import Round
from pairbench.core.records.notice import NoticeKind
from pairbench.gate.claims import GateClaims
from pairbench.gate.memory import GateMemory
from pairbench.gate.pace import Paced
from pairbench.gate.sides import (
    Checked,
    Comparer,
    LineProbe,
    Match,
    Matched,
    comparisons_of,
    narrowed,
    obstacles,
)
from pairbench.gate.times import GateTimes
from pairbench.gate.usage import GateUsage, Grounds, UsageProbe, explained
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import Probes, Progress, Step

CHECK_S = 0.5
"""About what checking a pair at both sides takes at one size; for the time left."""


FIGURES = frozenset({Kind.TIME, Kind.PEAK, Kind.RETAINED})
FIGURE_CHANGED = frozenset({Change.BETTER, Change.WORSE})
OTHER_TEXT = "is the benchmark's own and another one at head, so that it may measure other work"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTools:
    """The outside world, as a gate sees it."""

    probes: Probes
    comparer: Comparer
    lines: LineProbe
    usage: UsageProbe
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """All that a gate found, and every machine that has compared times: none where none was.

    ``controls`` are the rounds by which the machine was judged, by pair. The machines of a fleet
    have names, and the one that everything was compared on has none. Where it ``is_interrupted``,
    the lines are those that were known by then.
    """

    lines: tuple[GateLine, ...]
    machines: tuple[MachineState, ...]
    controls: Mapping[str, Sequence[Round]] = field(default_factory=dict)
    is_interrupted: bool = False

    @property
    def machine(self) -> MachineState | None:
        """The one that everything was compared on; None for a fleet, and where no time was."""
        return next((each for each in self.machines if each.name is None), None)


def run_gate(
    matched: Matched,
    grounds: Grounds,
    settings: Settings,
    today: date,
    tools: GateTools,
    *,
    all_pairs: bool = False,
    focus: Focus = EVERYTHING,
) -> GateResult:
    """Compare what both sides have, and say what changed; all pairs, or those that may have.

    What is not in the ``focus`` is neither timed nor traced. Whoever interrupts it once the checks
    are done is told what is known.

    Raises:
        Interrupted: the checks were not done.
        UsageError: the budget is too short for any answer.
    """
    paced = Paced(tools.progress, tools.probes.clock_s)
    usage = GateUsage(tools.usage, grounds, settings.bench, tools.probes.width, paced)
    found = usage.sorted_out(narrowed(matched.matches, settings), all_pairs=all_pairs)
    paced.end()
    lines = [*matched.lines, *found.lines]
    checked = list(check_all(found.left, replace(tools, progress=paced)))
    paced.end()
    for each in checked:
        lines += obstacles(each)
    comparisons = [
        comparison
        for each in checked
        for comparison in comparisons_of(each, settings, today)
        if focus.has(comparison.variant)
    ]
    measures = _Measures(
        times=GateTimes(settings, tools.probes, tools.progress, focus.controls),
        memory=GateMemory(tools.probes, tools.lines, paced),
        claims=GateClaims(tools.probes, tools.progress, settings.budget_s),
        focus=focus,
    )
    came_to_its_end = measures.add_to(lines, comparisons, checked)
    said = (_with_unlike(each, found.unlike.get(each.pair, ())) for each in lines)
    told = finished(said, matched, grounds, settings, today)
    machine = measures.times.machine
    return GateResult(
        lines=tuple(told),
        machines=() if machine is None else (machine,),
        controls=measures.times.controls,
        is_interrupted=not came_to_its_end,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measures:
    """What is asked of everything that passed its checks, as far as it is in the focus."""

    times: GateTimes
    memory: GateMemory
    claims: GateClaims
    focus: Focus

    def add_to(
        self,
        lines: list[GateLine],
        comparisons: Sequence[Comparison],
        checked: Sequence[Checked],
    ) -> bool:
        """Add a line for whatever is found; whether it came to its end, or was interrupted."""
        try:
            for line in self._found(lines, comparisons, checked):
                lines.append(line)  # noqa: PERF402 (those before an interruption are kept)
        except Interrupted:
            return False
        return True

    def _found(
        self,
        before: Sequence[GateLine],
        comparisons: Sequence[Comparison],
        checked: Sequence[Checked],
    ) -> Iterator[GateLine]:
        timed = comparisons if Kind.TIME in self.focus.kinds else []
        try:
            self.times.measure(timed, checked)
        except Interrupted:
            # An interval holds after any number of rounds: what is known by now is an answer.
            yield from self.times.lines(timed)
            raise
        yield from self.times.lines(timed)
        yield from self.memory.lines(comparisons if self.focus.has_memory else [])
        yield from self.claims.lines(checked if Kind.CLAIM in self.focus.kinds else [], before)


def finished(
    lines: Iterable[GateLine],
    matched: Matched,
    grounds: Grounds,
    settings: Settings,
    today: date,
) -> Iterator[GateLine]:
    """The lines as they are told: those of suites, what is accepted, and what git ignores."""
    by_name = {each.head.definition.name: each for each in matched.matches}
    for each in lines:
        line = accepted(_of_a_suite(each, by_name.get(each.pair)), settings, today)
        yield explained(line, grounds)


def _of_a_suite(line: GateLine, match: Match | None) -> GateLine:
    """The line of a suite's benchmark: it has one size, and its only variant has its name."""
    if match is None or not match.head.definition.suite:
        return line
    definition = match.head.definition
    variant = None if definition.is_benchmark else line.variant
    details = () if line.change is Change.SKIPPED else line.details
    return replace(line, variant=variant, size=None, details=details)


def _with_unlike(line: GateLine, unlike: Sequence[str]) -> GateLine:
    """The line of a figure that changed, with a file by which it may be that of other work.

    Equal results do not say that as much was done for them, and many a call has none.
    """
    if not unlike or line.change not in FIGURE_CHANGED or line.kind not in FIGURES:
        return line
    more = f" (and {len(unlike) - 1} more)" if len(unlike) > 1 else ""
    return replace(line, why=f"{line.why}; {unlike[0]}{more} {OTHER_TEXT}")


def check_all(matches: Sequence[Match], tools: GateTools) -> Iterator[Checked]:
    """Check the pairs at both revisions, and hold their results against each other."""

    def check(match: Match) -> Checked:
        checker = tools.probes.checker
        base, head = (
            checker.check(each, longest_call_s=math.inf) for each in (match.base, match.head)
        )
        failed = {each.variant for each in (*base.failures, *head.failures)}
        is_compared = _is_compared(match.head.definition) and not any(
            base.said(NoticeKind.UNSTEADY)
        )
        found = _differences(match, tools.comparer, failed) if is_compared else ()
        return Checked(match=match, base=base, head=head, differences=tuple(found))

    costs_s = [CHECK_S * len(each.head.definition.sizes) for each in matches]
    if costs_s:
        tools.progress.begin(Step.CHECK, sum(costs_s))
    found = in_parallel(tools.probes.width, check, matches)
    for match, cost_s, checked in zip(matches, costs_s, found, strict=True):
        tools.progress.doing(match.head.definition.name)
        tools.progress.advance(cost_s)
        yield checked


def _differences(
    match: Match, comparer: Comparer, failed: Collection[str]
) -> Iterator[Disagreement]:
    """In what the sides of a pair do not agree, but for variants that have failed."""
    base, head = match.base, match.head
    variant, sizes = _held_by(match), head.definition.sizes
    found = (
        comparer.difference(base, head, variant=variant, size=size)
        for size in sizes
        if variant is not None and variant not in failed
    )
    # Where results may differ, none stands for the others.
    allowed = (
        comparer.allowed_difference(base, head, variant=each, size=size)
        for each in common_variants(base.definition, head.definition)
        for size in sizes
        if each not in failed and _differs(match)
    )
    yield from (each for each in (*found, *allowed) if each is not None)


def _differs(match: Match) -> bool:
    definitions = (match.base.definition, match.head.definition)
    return any(each.differs is not None and not each.suite for each in definitions)


def _held_by(match: Match) -> str | None:
    """The variant whose results are held against each other: the baseline, if both sides have it.

    Those of one side agree with each other, so that any that is common to both does.
    """
    base, head = match.base.definition, match.head.definition
    common = common_variants(base, head)
    return base.baseline if base.baseline in common else next(iter(common), None)


def _is_compared(definition: PairDefinition) -> bool:
    """Whether there is anything to compare: most suites give neither input nor result."""
    return not definition.suite or definition.differs is None


def accepted(line: GateLine, settings: Settings, today: date) -> GateLine:
    """The line, with its change accepted if the settings say so."""
    waiver = waiver_for(line.pair, settings, today)
    if line.change is not Change.WORSE or waiver is None:
        return line
    why = f"{line.why}; accepted until {waiver.expires}: {waiver.reason}"
    return replace(line, change=Change.ACCEPTED, why=why)
