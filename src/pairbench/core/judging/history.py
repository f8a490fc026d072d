"""Run sets of one interpreter in a row: what became of a claim's number from commit to commit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pairbench.core.authoring.claim import Claim
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.judging.ledger import JudgedRun, interpreter_of, lay_out
from pairbench.core.statistics.estimate import Estimate

SHORT = 9
"""Letters of a commit's name that are enough to find it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The number of a claim in each run; None where it was not measured."""

    definition: PairDefinition
    claim: Claim
    numbers: tuple[Estimate | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The runs of one interpreter at several commits, the oldest first."""

    interpreter: str
    revisions: tuple[str, ...]
    courses: tuple[Course, ...]


def histories(runs: Sequence[JudgedRun]) -> tuple[History, ...]:
    """A history for each interpreter that was measured at more than one commit."""
    return tuple(
        History(
            interpreter=interpreter,
            revisions=tuple(_revision(each) for each in members),
            courses=tuple(_courses(members)),
        )
        for interpreter, members in _by_interpreter(runs)
        if _is_history(members)
    )


def shown_in_full(runs: Sequence[JudgedRun]) -> tuple[JudgedRun, ...]:
    """The newest run of each interpreter with a history, and every run of the others."""
    past = [
        each
        for _, members in _by_interpreter(runs)
        if _is_history(members)
        for each in members[:-1]
    ]
    return tuple(each for each in runs if not any(each is old for old in past))


def _by_interpreter(runs: Sequence[JudgedRun]) -> Iterator[tuple[str, list[JudgedRun]]]:
    def name(judged: JudgedRun) -> str:
        return interpreter_of(judged.run.environment)

    ordered = sorted(runs, key=lambda each: (name(each), each.run.started))
    for interpreter, members in groupby(ordered, key=name):
        yield interpreter, list(members)


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
                None if verdict is None else verdict.estimate for verdict in claim.verdicts
            )
            if any(each is not None for each in numbers):
                yield Course(definition=line.definition, claim=claim.claim, numbers=numbers)
