"""The two sides of a gate: which pairs both revisions have, and whether they can be compared."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from pairbench.core.authoring.entry import Entry
from pairbench.core.errors import PairError
from pairbench.core.gating.answer import (
    NOT_LOADED_AT_BASE,
    Change,
    GateLine,
    Kind,
    failure_line,
)
from pairbench.core.gating.claims import lost_claims
from pairbench.core.gating.lost.benchmarks import lost_pairs, lost_parts, unloadable
from pairbench.core.gating.lost.measuring import measured_otherwise
from pairbench.core.gating.settings import Settings, thresholds_for
from pairbench.core.gating.two_sides import (
    Comparison,
    common_sizes,
    common_variants,
    compare,
)
from pairbench.core.records.disagreement import Disagreement
from pairbench.core.records.measurement import (
    CheckReport,
    Failure,
    LineMemory,
    Trouble,
)
from pairbench.core.records.notice import NoticeKind

VARYING = re.compile(r" at 0x[0-9a-f]+|\btmp[a-z0-9_]{8}\b|\bpid \d+|\d+\.\d+|\d{4,}")
"""What a message may say that is another in every process: where an object lies, a folder of the
moment, a number of a process or of a clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The pairs of one revision, and what is wrong with its other files.

    Of a file that cannot be read nobody knows whether a pair of it is ``not_asked_for``.
    """

    entries: tuple[Entry, ...]
    errors: tuple[PairError, ...]
    not_asked_for: tuple[PairError, ...] = ()

    def named_as(self, other: "Side") -> "Side":
        """The same, where a benchmark has its file in its name if it has it there at the other.

        It does for as long as another file has one of the same name, as one side alone may have.
        """
        names = {each.definition.name for each in other.entries}
        return replace(
            self,
            entries=tuple(
                each.named_by_its_file()
                if each.definition.suite and each.name_by_its_file in names
                else each
                for each in self.entries
            ),
        )

    def beside(self, other: "Side") -> "Side":
        """The same, where a file that the other has a pair of was asked for."""
        names = {each.definition.name for each in self.entries}
        meant = {
            each.definition.file for each in other.entries if each.definition.name not in names
        }
        found = [each for each in self.not_asked_for if not each.pair and each.file in meant]
        return replace(self, errors=(*self.errors, *found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pair that both revisions have."""

    base: Entry
    head: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The pairs of both revisions, and a line for everything else that one of them has."""

    matches: tuple[Match, ...]
    lines: tuple[GateLine, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Those of all pairs that are spoken of."""
        matches = (each.head.definition.name for each in self.matches)
        return tuple(dict.fromkeys((*matches, *(each.pair for each in self.lines))))

    def only(self, names: Collection[str]) -> "Matched":
        """What is there of the pairs with these names."""
        return Matched(
            matches=tuple(each for each in self.matches if each.head.definition.name in names),
            lines=tuple(each for each in self.lines if each.pair in names),
        )


class Comparer(Protocol):
    """Calls a variant at both revisions."""

    def difference(
        self, base: Entry, head: Entry, *, variant: str, size: int
    ) -> Disagreement | None:
        """Where the inputs or the results first differ; None where they are equal."""

    def allowed_difference(
        self, base: Entry, head: Entry, *, variant: str, size: int
    ) -> Disagreement | None:
        """In what head gives another result where a pair lets its results differ."""


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
    differences: tuple[Disagreement, ...]


def match_pairs(base: Side, head: Side, settings: Settings) -> Matched:
    """What two sides have in common, and what one of them has alone."""
    base, head = base.named_as(head), head.named_as(base)
    base, head = base.beside(head), head.beside(base)
    at_base = {each.definition.name: each for each in base.entries}
    at_head = {each.definition.name: each for each in head.entries}
    matches = [
        Match(base=at_base[name], head=entry) for name, entry in at_head.items() if name in at_base
    ]
    lines = [*_unloadable(base, head), *_lost(base, head), *_new(base, head)]
    for each in matches:
        lines += lost_parts(each.base.definition, each.head.definition, settings)
        lines += lost_claims(each.base.definition, each.head.definition)
        lines += measured_otherwise(each.base.definition, each.head.definition)
    return Matched(matches=tuple(matches), lines=tuple(lines))


def _unloadable(base: Side, head: Side) -> Iterator[GateLine]:
    names: dict[str, list[str]] = {}
    for entry in base.entries:
        names.setdefault(entry.definition.file, []).append(entry.definition.name)
    at_head, at_base = ({each.file: each.message for each in side.errors} for side in (head, base))
    return unloadable(at_head, at_base, names)


def _lost(base: Side, head: Side) -> Iterator[GateLine]:
    broken = {each.file for each in head.errors}
    at_base, at_head = (
        {each.definition.name: each.definition for each in side.entries} for side in (base, head)
    )
    told = {name for name, each in at_base.items() if each.file in broken}
    for line in lost_pairs(at_base, at_head):
        if line.pair not in told:
            yield line


def _new(base: Side, head: Side) -> Iterator[GateLine]:
    known = {each.definition.name for each in base.entries}
    errors = {each.file: each for each in base.errors}
    for entry in head.entries:
        name = entry.definition.name
        if name not in known:
            error = errors.get(entry.definition.file)
            why = "base does not have it" if error is None else f"{NOT_LOADED_AT_BASE}: {error}"
            yield GateLine(pair=name, kind=Kind.PAIR, change=Change.NEW, why=why)


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
    """A line for everything that the checks of a pair found wrong.

    Head is not blamed for what is wrong with base as well.
    """
    name = checked.match.head.definition.name
    at_base = [_nameless(each, checked.match.base) for each in checked.base.failures]
    at_head = [_nameless(each, checked.match.head) for each in checked.head.failures]
    for failure, told in zip(checked.base.failures, at_base, strict=True):
        if failure.trouble is Trouble.SKIPPED and told not in at_head:
            yield replace(failure_line(name, failure, "at base: "), change=Change.NEW)
        elif told in at_head:
            line = failure_line(name, failure, "at base and at head alike: ")
            yield replace(line, change=Change.SKIPPED)
        else:
            yield failure_line(name, failure, "at base: ")
    for failure, told in zip(checked.head.failures, at_head, strict=True):
        if told not in at_base:
            line = failure_line(name, failure, "at head: ")
            skipped = failure.trouble is Trouble.SKIPPED
            yield replace(line, change=Change.LOST) if skipped else line
    yield from _noticed(checked)
    for difference in checked.differences:
        yield GateLine(
            pair=name,
            kind=Kind.RESULT,
            change=Change.NOT_MEASURED if difference.blames_head else Change.SKIPPED,
            why=difference.text,
        )


def _noticed(checked: Checked) -> Iterator[GateLine]:
    """What is to be known of a side's calls beside what they come out at."""
    name = checked.match.head.definition.name
    for notice in checked.base.said(NoticeKind.UNSTEADY):
        yield GateLine(pair=name, kind=Kind.RESULT, change=Change.SKIPPED, why=notice.words)
    for words in _drifts(checked):
        yield GateLine(pair=name, kind=Kind.PAIR, change=Change.SKIPPED, why=words)


def _drifts(checked: Checked) -> Iterator[str]:
    """What the calls of a side do to what they are given; what both do is said once."""
    at_base, at_head = (
        [each.words for each in side.said(NoticeKind.DRIFTING)]
        for side in (checked.base, checked.head)
    )
    yield from (each if each in at_head else f"at base: {each}" for each in at_base)
    yield from (f"at head: {each}" for each in at_head if each not in at_base)


def _nameless(failure: Failure, entry: Entry) -> Failure:
    """A failure without the folder of its side, and without what else differs by nature.

    Where results are wrong, the results themselves may be others in every process.
    """
    message = VARYING.sub("", failure.message.replace(str(entry.site.root), ""))
    if failure.trouble is Trouble.WRONG:
        message = message.partition(": ")[0]
    return replace(failure, message=message, stderr="")


def comparisons_of(checked: Checked, settings: Settings, today: date) -> Iterator[Comparison]:
    """The variants that can be measured at both revisions."""
    base, head = checked.match.base, checked.match.head
    failures = (*checked.base.failures, *checked.head.failures)
    changed = any(each.blames_head for each in checked.differences)
    if changed or any(each.trouble is Trouble.WRONG for each in failures):
        return
    failed = {each.variant for each in failures}
    thresholds = thresholds_for(head.definition.name, settings, today)
    for variant in common_variants(base.definition, head.definition):
        if variant not in failed:
            yield compare(base, head, variant, head.definition.sizes, thresholds)
