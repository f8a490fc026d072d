"""What became of a pair's time and memory from commit to commit, on one machine at a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pairbench.core import words
from pairbench.core.judging.history import SHORT, Course, History, Number
from pairbench.core.judging.ledger import interpreter_of
from pairbench.core.judging.verdict import Findings
from pairbench.core.records.environment import Environment
from pairbench.core.records.inventory import change_between, is_same_machine
from pairbench.core.records.measurement import Extent

LEAST_LOOKS = 2
"""One measurement has no past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A pair as one run set has it: when, where, and its numbers by what they are of."""

    started: str
    environment: Environment
    numbers: Mapping[str, Number]

    @property
    def revision(self) -> str:
        """The commit in short; one with changes that are not committed has a sign."""
        revision = self.environment.git_revision
        if revision is None:
            return self.started
        return revision[:SHORT] + ("+" if self.environment.git_clean is False else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The history of a pair on one machine, and where something else than the code changed."""

    history: History
    changes: tuple[str, ...]


def numbers_of(findings: Findings) -> dict[str, Number]:
    """The time of a call and the peak memory of each variant, at its largest size.

    The size is part of what it is called: those of two sizes are two numbers.
    """
    axis = findings.record.definition.axis
    by_size = {
        each.variant: each
        for each in sorted(findings.evidence.durations, key=lambda each: each.cell.size)
    }
    found = {}
    for variant, duration in by_size.items():
        value = duration.seconds
        at = words.counted(duration.cell.size, axis)
        found[f"{variant} at {at}: time of a call"] = Number(
            value=value.value, low=value.low, high=value.high, said=words.seconds(value.value)
        )
    traced = {
        each.variant: each
        for each in sorted(findings.record.memory, key=lambda each: each.cell.size)
    }
    for variant, one in traced.items():
        at = words.counted(one.cell.size, axis)
        found[f"{variant} at {at}: peak memory"] = _of_bytes(one.peak_bytes)
    return found


def _of_bytes(extent: Extent) -> Number:
    said = words.size_bytes(extent.high)
    middle = (extent.low + extent.high) / 2
    return Number(value=middle, low=extent.low, high=extent.high, said=said)


def pasts_of(pair: str, looks: Sequence[Look]) -> tuple[Past, ...]:
    """A past for each interpreter on each machine that has measured the pair more than once."""
    return tuple(
        _past(pair, members) for members in _by_machine(looks) if len(members) >= LEAST_LOOKS
    )


def _by_machine(looks: Sequence[Look]) -> Iterator[list[Look]]:
    """Seconds of two machines, or of two interpreters, are never put in one row."""
    groups: list[list[Look]] = []
    for look in sorted(looks, key=lambda each: each.started):
        home = next((each for each in groups if _belongs(look, each[0])), None)
        if home is None:
            groups.append([look])
        elif not any(_is_copy(look, each) for each in home):
            home.append(look)
    yield from groups


def _is_copy(look: Look, other: Look) -> bool:
    """Whether it was measured once: in a copy of a run set, or one that was joined with others.

    Two measurements never have the same times; exact figures are those of the code, and may.
    """
    is_same = look.numbers == other.numbers and look.revision == other.revision
    has_times = any(each.low != each.high for each in look.numbers.values())
    return is_same and (has_times or look.started == other.started)


def _belongs(look: Look, other: Look) -> bool:
    one, two = look.environment, other.environment
    return interpreter_of(one) == interpreter_of(two) and is_same_machine(one, two)


def _past(pair: str, looks: Sequence[Look]) -> Past:
    titles = dict.fromkeys(title for each in looks for title in each.numbers)
    environment = looks[-1].environment
    known = f", {environment.host}" if environment.host else ""
    where = f"{environment.cpu_model or 'an unknown CPU'}{known}"
    return Past(
        history=History(
            interpreter=f"{interpreter_of(environment)} on {where}",
            revisions=tuple(each.revision for each in looks),
            courses=tuple(
                Course(
                    name=pair,
                    text=title,
                    title=title,
                    numbers=tuple(each.numbers.get(title) for each in looks),
                )
                for title in titles
            ),
        ),
        changes=tuple(_changes(looks)),
    )


def _changes(looks: Sequence[Look]) -> Iterator[str]:
    for before, after in pairwise(looks):
        change = change_between(before.environment, after.environment)
        if change is not None:
            yield f"from {after.revision}: {change}"
