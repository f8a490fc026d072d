"""What the page says of a run as a whole: when it was, what it found, how far to trust it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pairbench.core import words
from pairbench.core.judging import noise as noises
from pairbench.core.judging import trust
from pairbench.core.judging.ledger import JudgedRun, treatment_in
from pairbench.core.judging.verdict import Findings, Outcome
from pairbench.core.records.disturbance import added_up
from pairbench.core.records.record import RunRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHead:
    """What the page says of a run; ``in_short`` is what to know of it before reading on."""

    label: str
    run: RunRecord
    counts: Mapping[Outcome, int]
    in_short: Sequence[str]
    trust: str
    noise_in_short: str
    noise: str
    disturbed: str


def head_of(judged: JudgedRun, label: str) -> RunHead:
    """What the page says of a run as a whole."""
    return RunHead(
        label=label,
        run=judged.run,
        counts=judged.counts,
        in_short=_in_short(judged),
        trust=trust.in_words(trust.trust_in(judged.findings)),
        noise_in_short=noises.in_short(judged.noise),
        noise=noises.in_words(judged.noise),
        disturbed=_disturbed(judged.findings),
    )


def _in_short(judged: JudgedRun) -> list[str]:
    run = judged.run
    counts = (
        (len(run.rejected), "files left out"),
        (len(run.environment.warnings), "warnings"),
    )
    told = [words.counted(count, things) for count, things in counts if count]
    return ["a quick run"] * run.quick + [noises.in_a_word(judged.noise), *told]


def _disturbed(judged: Sequence[Findings]) -> str:
    """What the machine did to the rounds, in a sentence."""
    found = added_up(treatment_in(each).disturbances for each in judged)
    spoilt = f"{found.spoilt:,}, left out here" if found.spoilt else "none"
    return (
        f"Of {words.counted(found.rounds, 'rounds')} the machine spoilt {spoilt}; it held up "
        f"{words.counted(found.overlong_blocks, 'single blocks')} for long."
    )
