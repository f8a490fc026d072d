"""Judged runs side by side: every claim with its verdict in each, and where they contradict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pairbench.core.authoring.claim import Claim
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.judging.noise import Noise, noise_of, worst_of
from pairbench.core.judging.verdict import Findings, Outcome, Verdict, judge
from pairbench.core.records.disturbance import Treatment, treatment_of
from pairbench.core.records.environment import Environment
from pairbench.core.records.judgeable import judgeable
from pairbench.core.records.reading import Reading
from pairbench.core.records.record import RunRecord, RunSet
from pairbench.core.records.start import Start


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRun:
    """A run with what follows from it; ``noise`` is None where its controls were not measured.

    Where several machines have measured it, ``noise`` is that of the noisiest, and ``machines`` has
    that of each by its name.
    From ``readings``, which another tool has made, nothing follows.
    """

    run: RunRecord
    findings: tuple[Findings, ...]
    noise: Noise | None
    readings: tuple[Reading, ...] = ()
    machines: Mapping[str, Noise | None] = field(default_factory=dict)

    @property
    def starts(self) -> Mapping[Start, int]:
        """How many rounds of all pairs had each kind of start."""
        found: Counter[Start] = Counter()
        for each in self.findings:
            found.update(treatment_in(each).starts)
        return found

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many claims have each outcome."""
        found = Counter(each.outcome for findings in self.findings for each in findings.verdicts)
        return {outcome: found[outcome] for outcome in Outcome}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim with its verdict in each run; None where a run did not ask."""

    claim: Claim
    verdicts: tuple[Verdict | None, ...]

    @property
    def outcomes(self) -> frozenset[Outcome]:
        """The different outcomes that it had."""
        return frozenset(each.outcome for each in self.verdicts if each is not None)

    @property
    def contradictory(self) -> bool:
        """Whether it is confirmed in one run and refuted in another."""
        return {Outcome.CONFIRMED, Outcome.REFUTED} <= self.outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """A pair with its findings in each run, and a line for each of its claims.

    ``definition`` is that of the last run that has the pair.
    """

    definition: PairDefinition
    findings: tuple[Findings | None, ...]
    claims: tuple[ClaimLine, ...]


def treatment_in(findings: Findings) -> Treatment:
    """How the machine treated the rounds of a pair, and how they were started."""
    return findings.treatment or treatment_of(findings.record.rounds)


def judge_run(run_set: RunSet) -> JudgedRun:
    """Judge every pair of a run by what of it can be judged."""
    controls = run_set.controls
    machines = {str(each.machine): noise_of(judgeable(each)) for each in run_set.machine_controls}
    return JudgedRun(
        run=run_set.run,
        findings=tuple(judge(judgeable(record)) for record in run_set.pairs),
        noise=worst_of(machines) if controls is None else noise_of(judgeable(controls)),
        readings=run_set.readings,
        machines=machines,
    )


def lay_out(runs: Sequence[JudgedRun]) -> tuple[PairLine, ...]:
    """Every pair of any run, in the order in which they first appear."""
    by_run = [{each.record.definition.name: each for each in run.findings} for run in runs]
    names = dict.fromkeys(name for findings in by_run for name in findings)
    return tuple(line_of([findings.get(name) for findings in by_run]) for name in names)


def labels(runs: Sequence[JudgedRun]) -> tuple[str, ...]:
    """A name for each run that tells it from the others: its interpreter, and more if it must."""
    names = [interpreter_of(each.run.environment) for each in runs]
    if len(set(names)) < len(names):
        names = [f"{name}, {each.run.started}" for name, each in zip(names, runs, strict=True)]
    return tuple(names)


def theme_of(name: str) -> str:
    """The folder that a pair is in."""
    return name.rpartition("/")[0] or "other pairs"


def interpreter_of(environment: Environment) -> str:
    """The interpreter's name and minor version, as in ``CPython 3.13``."""
    version = ".".join(environment.python_version.split(".")[:2])
    name = f"{environment.python_implementation} {version}"
    return name if environment.gil else f"{name} without GIL"


def line_of(findings: Sequence[Findings | None]) -> PairLine:
    """A pair's findings in each run, with a line for each claim; one of them at least is there."""
    present = [each for each in findings if each is not None]
    claims = dict.fromkeys(verdict.claim for each in present for verdict in each.verdicts)
    return PairLine(
        definition=present[-1].record.definition,
        findings=tuple(findings),
        claims=tuple(
            ClaimLine(claim=claim, verdicts=tuple(_verdict_on(claim, each) for each in findings))
            for claim in claims
        ),
    )


def _verdict_on(claim: Claim, findings: Findings | None) -> Verdict | None:
    verdicts = () if findings is None else findings.verdicts
    return next((each for each in verdicts if each.claim == claim), None)
