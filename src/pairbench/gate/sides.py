"""The two sides of a gate: which pairs both revisions have, and whether they can be compared."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from pairbench.core.authoring.entry import Entry
from pairbench.core.errors import PairError
from pairbench.core.gating.answer import Change, GateLine, Kind, failure_line
from pairbench.core.gating.settings import Settings, thresholds_for
from pairbench.core.gating.two_sides import (
    BASE,
    HEAD,
    Comparison,
    common_sizes,
    common_variants,
    compare,
    controls_of,
)
from pairbench.core.records.measurement import CallTime, Cell, CheckReport, LineMemory, Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The pairs of one revision, and what is wrong with its other files."""

    entries: tuple[Entry, ...]
    errors: tuple[PairError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pair that both revisions have."""

    base: Entry
    head: Entry


class Comparer(Protocol):
    """Calls a variant at both revisions."""

    def difference(self, base: Entry, head: Entry, *, variant: str, size: int) -> str | None:
        """Where the results first differ; None where they are equal, or cannot be compared."""


class LineProbe(Protocol):
    """Finds the lines that memory is held by."""

    def lines(
        self, entry: Entry, *, variant: str, size: int, retained: bool
    ) -> Sequence[LineMemory]:
        """What each line holds at the peak of a call, or of its result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A match with what its checks found at both revisions."""

    match: Match
    base: CheckReport
    head: CheckReport
    differences: tuple[str, ...]


def match_pairs(base: Side, head: Side) -> tuple[list[Match], list[GateLine]]:
    """The pairs of both, and a line for each that only one of them has or that cannot be loaded."""
    at_base = {each.definition.name: each for each in base.entries}
    at_head = {each.definition.name: each for each in head.entries}
    matches = [
        Match(base=at_base[name], head=entry) for name, entry in at_head.items() if name in at_base
    ]
    return matches, [*_only_at_base(at_base, at_head, head), *_only_at_head(at_base, at_head, base)]


def _only_at_base(
    at_base: dict[str, Entry], at_head: dict[str, Entry], head: Side
) -> Iterator[GateLine]:
    errors = {each.file: each for each in head.errors}
    told = set()
    for name, entry in at_base.items():
        error = errors.get(entry.definition.file)
        if name not in at_head and error is not None:
            told.add(error.file)
            yield _unloadable(name, "head", error)
        elif name not in at_head:
            why = "head does not have it"
            yield GateLine(pair=name, kind=Kind.PAIR, change=Change.LOST, why=why)
    for file, error in errors.items():
        if file not in told:
            yield _unloadable(error.pair or file, "head", error)


def _only_at_head(
    at_base: dict[str, Entry], at_head: dict[str, Entry], base: Side
) -> Iterator[GateLine]:
    errors = {each.file: each for each in base.errors}
    for name, entry in at_head.items():
        if name not in at_base:
            error = errors.get(entry.definition.file)
            why = "base does not have it" if error is None else f"base cannot load it: {error}"
            yield GateLine(pair=name, kind=Kind.PAIR, change=Change.NEW, why=why)


def _unloadable(pair: str, side: str, error: PairError) -> GateLine:
    why = f"{side} cannot load it: {error}"
    return GateLine(pair=pair, kind=Kind.PAIR, change=Change.NOT_MEASURED, why=why)


def narrowed(matches: Iterable[Match], settings: Settings) -> list[Match]:
    """The matches at the sizes that are compared, without those that have no size in common."""
    found = []
    for each in matches:
        sizes = common_sizes(each.base.definition, each.head.definition, settings)
        if sizes:
            found.append(Match(base=_at(each.base, sizes), head=_at(each.head, sizes)))
    return found


def _at(entry: Entry, sizes: Sequence[int]) -> Entry:
    return replace(entry, definition=replace(entry.definition, sizes=tuple(sizes)))


def obstacles(checked: Checked) -> Iterator[GateLine]:
    """A line for everything that the checks of a pair found wrong."""
    name = checked.match.head.definition.name
    for side, report in ((BASE, checked.base), (HEAD, checked.head)):
        for failure in report.failures:
            yield failure_line(name, failure, f"at {side}: ")
    for difference in checked.differences:
        yield GateLine(
            pair=name,
            kind=Kind.RESULT,
            change=Change.NOT_MEASURED,
            why=f"head has another result than base: {difference}",
        )


def comparisons_of(checked: Checked, settings: Settings, today: date) -> Iterator[Comparison]:
    """The variants that can be measured at both revisions."""
    base, head = checked.match.base, checked.match.head
    failures = (*checked.base.failures, *checked.head.failures)
    if checked.differences or any(each.trouble is Trouble.WRONG for each in failures):
        return
    failed = {each.variant for each in failures}
    thresholds = thresholds_for(head.definition.name, settings, today)
    for variant in common_variants(base.definition, head.definition):
        if variant not in failed:
            yield compare(base, head, variant, head.definition.sizes, thresholds)


class KnownTimes:
    """The checker of what was checked already: it knows about how long the calls take.

    Both sides of a comparison get the shorter time, and with it the same number of calls in a
    slice: nothing but the code may tell them apart.
    """

    def __init__(self) -> None:
        self._reports: dict[str, CheckReport] = {}

    def add(self, entry: Entry, checked: Checked, variant: str) -> None:
        """Remember the times of a comparison, or of a pair's controls."""
        name = entry.definition.name
        by_size: dict[int, list[CallTime]] = {}
        for each in (*checked.base.call_times, *checked.head.call_times):
            if each.variant == variant:
                by_size.setdefault(each.cell.size, []).append(each)
        self._reports[name] = CheckReport(
            call_times=tuple(
                CallTime(
                    cell=Cell(pair=name, size=size),
                    variant=lane,
                    call_s=min(each.call_s for each in times),
                    start_s=max(each.start_s for each in times),
                )
                for size, times in by_size.items()
                if size in entry.definition.sizes
                for lane in entry.definition.available
            ),
            sightings=(),
            failures=(),
        )

    def check(self, entry: Entry, *, longest_call_s: float = math.inf) -> CheckReport:
        """What is known of an entry; nothing is too long for a gate."""
        del longest_call_s
        return self._reports[entry.definition.name]


def controls(checked: Iterable[Checked], settings: Settings) -> Iterator[Entry]:
    """The placebo and the canary of each pair, at its largest size."""
    for each in checked:
        yield controls_of(
            each.match.base, each.match.base.definition.sizes[-1], settings.thresholds
        )
