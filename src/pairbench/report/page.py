"""The report: one offline HTML page made from judged runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment as Templates
from jinja2 import PackageLoader, StrictUndefined

from pairbench.core import noise as noises
from pairbench.core import trust, words
from pairbench.core.claim import describe
from pairbench.core.disturbance import count_disturbances
from pairbench.core.environment import Environment
from pairbench.core.ledger import ClaimLine, JudgedRun, PairLine, labels, lay_out
from pairbench.core.record import RunRecord
from pairbench.core.verdict import Findings, Outcome, Verdict
from pairbench.report.markup import anchor, code_style
from pairbench.report.section import section


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHead:
    """What the page says of a run as a whole."""

    label: str
    run: RunRecord
    counts: Mapping[Outcome, int]
    trust: str
    noise: str
    disturbed: str
    environment: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCell:
    """What one run said of a claim."""

    label: str
    outcome: str
    measured: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim as the front of the page shows it, with a cell for each run that asked."""

    anchor: str
    pair: str
    text: str
    contradictory: bool
    cells: Sequence[ClaimCell | None]


def build_page(runs: Sequence[JudgedRun]) -> str:
    """The whole page as text; several runs stand side by side."""
    names = labels(runs)
    lines = lay_out(runs)
    template = _templates().get_template("page.html.jinja")
    return template.render(
        runs=[_head(each, label) for each, label in zip(runs, names, strict=True)],
        claims=[_claim_row(claim, line, names) for line in lines for claim in line.claims],
        sections=[section(line, names, number) for number, line in enumerate(lines)],
        code_style=code_style(),
    )


def environment_rows(environment: Environment) -> list[tuple[str, str]]:
    """The environment as names and values; what could not be read says so."""
    unknown = "could not be read"
    clean = {True: "clean", False: "with changes that are not committed", None: unknown}
    turbo = {True: "on", False: "off", None: unknown}
    packages = ", ".join(f"{name} {version}" for name, version in environment.packages.items())
    memory = environment.memory_bytes
    return [
        ("CPU", environment.cpu_model or unknown),
        ("CPUs", f"{environment.cpu_count}, of which usable: {len(environment.cpus_allowed)}"),
        ("Memory", words.size_bytes(memory) if memory else unknown),
        ("System", environment.system),
        ("Virtual machine", environment.hypervisor or "no sign of one"),
        ("Governor", environment.governor or unknown),
        ("Turbo", turbo[environment.turbo]),
        ("Python", f"{environment.python_implementation} {environment.python_version}"),
        ("Build", f"{environment.python_build}, {environment.python_compiler}"),
        ("GIL", "on" if environment.gil else "off"),
        ("Packages", packages),
        ("Revision", environment.git_revision or "not in a git repository"),
        ("Working tree", clean[environment.git_clean]),
    ]


def _head(judged: JudgedRun, label: str) -> RunHead:
    return RunHead(
        label=label,
        run=judged.run,
        counts=judged.counts,
        trust=trust.in_words(trust.trust_in(judged.findings)),
        noise=noises.in_words(judged.noise),
        disturbed=_disturbed(judged.findings),
        environment=environment_rows(judged.run.environment),
    )


def _disturbed(judged: Sequence[Findings]) -> str:
    """What the machine did to the rounds, in a sentence."""
    found = count_disturbances(each for findings in judged for each in findings.record.rounds)
    spoilt = f"{found.spoilt:,}, left out here" if found.spoilt else "none"
    return (
        f"Of {found.rounds:,} rounds the machine spoilt {spoilt}; it held up "
        f"{found.overlong_blocks:,} single blocks for long."
    )


def _claim_row(line: ClaimLine, pair: PairLine, names: Sequence[str]) -> ClaimRow:
    definition = pair.definition
    return ClaimRow(
        anchor=anchor(definition.name),
        pair=definition.name,
        text=describe(line.claim, baseline=definition.baseline, axis=definition.axis),
        contradictory=line.contradictory,
        cells=[_cell(*each) for each in zip(names, line.verdicts, strict=True)],
    )


def _cell(label: str, verdict: Verdict | None) -> ClaimCell | None:
    if verdict is None:
        return None
    return ClaimCell(label=label, outcome=verdict.outcome, measured=verdict.measured)


@cache
def _templates() -> Templates:
    return Templates(
        loader=PackageLoader("pairbench.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
