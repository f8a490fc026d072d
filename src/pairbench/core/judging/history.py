"""Run sets of one interpreter in a row: what became of a claim's number from commit to commit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pairbench.core import words
from pairbench.core.judging.ledger import JudgedRun, interpreter_of, lay_out
from pairbench.core.records.reading import Reading
from pairbench.core.statistics.estimate import Estimate

SHORT = 9
"""Letters of a commit's name that are enough to find it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number of one run with how far it may be off, or its values lie apart, and its words."""

    value: float
    low: float
    high: float
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of the number of a claim, or of another tool's benchmark, from run to run.

    ``name`` is the pair or the benchmark, ``text`` says what of it, and ``title`` does so in short.
    A number is None where it was not measured.
    """

    name: str
    text: str
    title: str
    numbers: tuple[Number | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The runs of one interpreter at several commits, the oldest first.

    ``measured_by`` is the tool that has measured them, where that was another one: no verdict is
    made of its numbers.
    """

    interpreter: str
    revisions: tuple[str, ...]
    courses: tuple[Course, ...]
    measured_by: str | None = None


def histories(runs: Sequence[JudgedRun]) -> tuple[History, ...]:
    """A history for each interpreter that was measured at more than one commit.

    What another tool has measured is a history in any case: nothing else is told of it.
    """
    return tuple(
        History(
            interpreter=interpreter,
            revisions=tuple(_revision(each) for each in members),
            courses=tuple(_courses(members) if tool is None else _readings(members)),
            measured_by=tool,
        )
        for tool, interpreter, members in _by_interpreter(runs)
        if tool is not None or _is_history(members)
    )


def shown_in_full(runs: Sequence[JudgedRun]) -> tuple[JudgedRun, ...]:
    """The newest run of each interpreter with a history, and every run of the others.

    What another tool has measured is shown in its history alone.
    """
    past = [
        each
        for tool, _, members in _by_interpreter(runs)
        if tool is not None or _is_history(members)
        for each in (members[:-1] if tool is None else members)
    ]
    return tuple(each for each in runs if not any(each is old for old in past))


def _by_interpreter(
    runs: Sequence[JudgedRun],
) -> Iterator[tuple[str | None, str, list[JudgedRun]]]:
    """The runs of each tool and each interpreter, the oldest first."""

    def name(judged: JudgedRun) -> tuple[str, str]:
        return judged.run.measured_by or "", interpreter_of(judged.run.environment)

    ordered = sorted(runs, key=lambda each: (name(each), each.run.started))
    for (tool, interpreter), members in groupby(ordered, key=name):
        yield tool or None, interpreter, list(members)


def _is_history(members: Sequence[JudgedRun]) -> bool:
    revisions = {each.run.environment.git_revision for each in members}
    return len(revisions - {None}) > 1


def _revision(judged: JudgedRun) -> str:
    revision = judged.run.environment.git_revision
    return judged.run.started if revision is None else revision[:SHORT]


def _courses(members: Sequence[JudgedRun]) -> Iterator[Course]:
    for line in lay_out(members):
        for claim in line.claims:
            numbers = tuple(
                None if verdict is None else _of_estimate(verdict.estimate)
                for verdict in claim.verdicts
            )
            if any(each is not None for each in numbers):
                yield Course(
                    name=line.definition.name,
                    text=line.definition.describe(claim.claim),
                    title=f"{claim.claim.variant}: the claim's number",
                    numbers=numbers,
                )


def _of_estimate(estimate: Estimate | None) -> Number | None:
    if estimate is None:
        return None
    return Number(
        value=estimate.value, low=estimate.low, high=estimate.high, said=words.ratio(estimate)
    )


def _readings(members: Sequence[JudgedRun]) -> Iterator[Course]:
    by_run = [{(each.name, each.unit): each for each in judged.readings} for judged in members]
    for name, unit in dict.fromkeys(key for found in by_run for key in found):
        numbers = tuple(_of_reading(found.get((name, unit))) for found in by_run)
        yield Course(name=name, text=f"in {unit}", title=f"in {unit}", numbers=numbers)


def _of_reading(reading: Reading | None) -> Number | None:
    if reading is None:
        return None
    said = words.in_unit(reading.value, reading.unit)
    return Number(value=reading.value, low=reading.low, high=reading.high, said=said)
