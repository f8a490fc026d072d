"""The steps of a comparison: write the pair, list it, measure it, judge it, answer."""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pairbench.core.authoring.blame import without_advice
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import Interrupted, PairError, UsageError
from pairbench.core.judging.answers import Answers, answers_of
from pairbench.core.judging.verdict import Findings, judge
from pairbench.core.planning.effort import FULL, Effort
from pairbench.core.records.environment import Environment
from pairbench.core.records.judgeable import judgeable
from pairbench.core.records.measurement import Failure, Trouble
from pairbench.core.records.record import PairRecord, RunRecord, Status
from pairbench.core.statistics.estimate import MIN_LEVEL
from pairbench.core.statistics.sequential import ROUNDING, smallest_alpha
from pairbench.measure.listing.lister import Lister
from pairbench.run.probes import Probes, Progress
from pairbench.run.records import Kept
from pairbench.run.run import run
from pairbench.versus.pair_file import Wanted, pair_file

NAME = "compared"
"""The name of the pair, and of its file."""

BENCH = "bench"
"""The folder of the file, which is a place of its own for as long as the comparison takes."""

ALPHA = 0.05
"""The chance that any statement of a comparison is wrong, where nobody asks for another."""

ANSWER = replace(
    FULL, alpha=ALPHA, run_alpha=ALPHA, other_rounds=3, control_rounds=0, memory_repeats=1,
    profiled=False, narrow=math.inf,
)  # fmt: skip
"""A person waits: one process is enough to trace each variant, and nothing is asked beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison with its answers, and what they were derived from.

    Where it ``is_interrupted``, they are those of the rounds by then.
    """

    answers: Answers
    findings: Findings
    is_interrupted: bool = False

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What could not be measured."""
        return self.findings.record.failures

    def header(self, environment: Environment) -> RunRecord:
        """What a report says of the run that this was, now that it is over."""
        spent_s = self.answers.spent_s
        return RunRecord(
            started=(datetime.now(UTC) - timedelta(seconds=spent_s)).isoformat(timespec="seconds"),
            duration_s=spent_s,
            status=Status.INTERRUPTED if self.is_interrupted else Status.COMPLETE,
            quick=False,
            environment=environment,
            rejected=(),
        )


def effort_for(*, budget_s: float | None = None, error: float = ALPHA) -> Effort:
    """How hard to try: seconds for each comparison, and the chance of any wrong statement.

    Whoever gives a time wants more than the first figures, of a single piece of code as well: what
    few rounds can state is wide.

    Raises:
        UsageError: no verdict holds at that chance of error.
    """
    least, most = smallest_alpha(), 1 - MIN_LEVEL
    if not least <= error <= most + ROUNDING:
        raise UsageError(
            f"no answer has a chance of error of {error:.2%}: "
            f"write a percentage from {least:.2%} to {most:.0%}"
        )
    other_s = ANSWER.other_s if budget_s is None else budget_s
    return replace(ANSWER, budget_s=budget_s, alpha=error, run_alpha=error, other_s=other_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is compared, as a pair file.

    ``text`` is that of the file, given why results that differ are compared all the same. ``axis``
    is the name that is swept, and ``sources`` what the variants look like where that is not in the
    file, by their names. ``made_by`` is what the user calls that which makes their input.
    """

    text: Callable[[str | None], str]
    axis: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    made_by: str = ""


def of_code(wanted: Wanted, site: Site) -> Subject:
    """Pieces of code as a subject."""
    return Subject(
        text=lambda differs: pair_file(replace(wanted, differs=differs), site),
        axis=wanted.sweep.name,
        made_by=wanted.made_by,
    )


def compare(
    subject: Subject,
    site: Site,
    probes: Probes,
    effort: Effort,
    progress: Progress,
    *,
    anyway: bool = False,
) -> Compared:
    """Make a pair of the subject, measure it, and answer; nothing of it is kept elsewhere.

    ``anyway`` times also what gives different results, and says in what they differ. Whoever
    interrupts it once there are rounds is answered by these.

    Raises:
        Interrupted: there were no rounds yet.
        UsageError: the code cannot be executed.
    """
    began_s = probes.clock_s()
    measured = _measured(subject, None, site, probes, effort, progress)
    failures = measured.record.failures
    wrong = next((each for each in failures if each.trouble is Trouble.WRONG), None)
    if wrong is not None and anyway:
        measured = _measured(subject, wrong.message, site, probes, effort, progress)
    findings = judge(judgeable(measured.record))
    spent_s = probes.clock_s() - began_s
    answers = answers_of(findings, axis=subject.axis, spent_s=spent_s, made_by=subject.made_by)
    return Compared(answers=answers, findings=findings, is_interrupted=measured.is_interrupted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """What there is of the pair, and whether somebody had enough before its end."""

    record: PairRecord
    is_interrupted: bool


def _measured(
    subject: Subject,
    differs: str | None,
    site: Site,
    probes: Probes,
    effort: Effort,
    progress: Progress,
) -> _Measured:
    kept, is_interrupted = Kept(), False
    with _entry_from(subject.text(differs), site) as entry:
        try:
            run([_with_sources(entry, subject.sources)], [], probes, kept, effort, progress)
        except Interrupted:
            is_interrupted = True
            if not any(each.rounds for each in kept.records.values()):
                raise
    (record,) = kept.records.values()
    return _Measured(record=record, is_interrupted=is_interrupted)


def _with_sources(entry: Entry, sources: Mapping[str, str]) -> Entry:
    variants = tuple(
        replace(each, source=sources.get(each.name, each.source))
        for each in entry.definition.variants
    )
    return replace(entry, definition=replace(entry.definition, variants=variants))


@contextmanager
def _entry_from(text: str, site: Site) -> Iterator[Entry]:
    """The pair that a file with this text holds, for as long as the file is there.

    Raises:
        UsageError: the code cannot be executed.
    """
    with TemporaryDirectory(prefix="pairbench-") as folder:
        file = PairFile(
            path=Path(folder).resolve() / BENCH / f"{NAME}.py", bench=Path(folder).resolve() / BENCH
        )
        file.bench.mkdir()
        file.path.write_text(text, encoding="utf-8")
        (found,) = Lister(replace(site, root=file.root), width=1)([file])
        if isinstance(found, Entry):
            yield found
        else:
            raise UsageError(f"the code cannot be executed: {_reason(found)}")


def _reason(error: PairError) -> str:
    """What is wrong, without the advice to mend a file that nobody has."""
    return without_advice(error.message.removeprefix("cannot be imported: "))
