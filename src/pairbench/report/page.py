"""The report: one offline HTML page made from a run set and its findings."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from jinja2 import Environment as Templates
from jinja2 import PackageLoader, StrictUndefined
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from pairbench.core import noise as noises
from pairbench.core import trust, words
from pairbench.core.claim import describe
from pairbench.core.definition import PairDefinition, VariantDefinition
from pairbench.core.disturbance import count_disturbances
from pairbench.core.environment import Environment
from pairbench.core.evidence import Evidence
from pairbench.core.measurement import Extent, Failure
from pairbench.core.noise import Noise
from pairbench.core.record import PairRecord, RunRecord
from pairbench.core.verdict import Findings, Outcome, Verdict
from pairbench.report.plots import memory_plot, time_plot
from pairbench.report.style import looks


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim as the page shows it."""

    anchor: str
    pair: str
    outcome: str
    text: str
    reason: str
    measured: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """A variant's text with colours."""

    name: str
    role: str
    colour: str
    summary: Markup
    unavailable: str | None
    code: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """The figures of one variant at one size."""

    size: str
    variant: str
    time: str
    ratio: str
    difference: str
    rounds: int
    peak: str
    retained: str
    allocations: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSection:
    """Everything that the page says of one pair."""

    anchor: str
    name: str
    title: str
    text: Sequence[Markup]
    file: str
    axis: str
    claims: Sequence[ClaimRow]
    sources: Sequence[SourceBlock]
    time_plot: Markup | None
    memory_plot: Markup | None
    figures: Sequence[FigureRow]
    items: Sequence[tuple[str, str]]
    crossings: Sequence[str]
    failures: Sequence[Failure]
    whole_file: Markup


def build_page(run: RunRecord, judged: Sequence[Findings], noise: Noise | None) -> str:
    """The whole page as text."""
    sections = [_section(findings, number) for number, findings in enumerate(judged)]
    claims = [claim for section in sections for claim in section.claims]
    counts = Counter(claim.outcome for claim in claims)
    template = _templates().get_template("page.html.jinja")
    return template.render(
        run=run,
        environment=environment_rows(run.environment),
        sections=sections,
        claims=claims,
        trust=trust.in_words(trust.trust_in(judged)),
        noise=noises.in_words(noise),
        disturbed=_disturbed(judged),
        counts=[(outcome.value, counts[outcome.value]) for outcome in Outcome],
        code_style=Markup(_code_style()),  # noqa: S704 (made by Pygments from no input)
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


def _section(findings: Findings, number: int) -> PairSection:
    record = findings.record
    definition = record.definition
    time_svg = time_plot(definition, findings.evidence, name=f"time-{number}")
    memory_svg = memory_plot(definition, record.memory, name=f"memory-{number}")
    title, _, rest = definition.question.partition("\n")
    return PairSection(
        anchor=_anchor(definition.name),
        name=definition.name,
        title=_inline(title),
        text=[_inline(paragraph) for paragraph in rest.strip().split("\n\n") if paragraph],
        file=definition.file,
        axis=definition.axis,
        claims=[_claim_row(verdict, definition) for verdict in findings.verdicts],
        sources=[_source(variant, definition) for variant in definition.variants],
        time_plot=None if time_svg is None else Markup(time_svg),  # noqa: S704 (from matplotlib)
        memory_plot=None if memory_svg is None else Markup(memory_svg),  # noqa: S704
        figures=_figures(record, findings.evidence),
        items=[
            (each.variant, f"{each.retained_bytes.value:,.1f} B")
            for each in findings.evidence.items
            if each.retained_bytes.value > 0
        ],
        crossings=[
            f"{each.variant} and {definition.baseline} cross near "
            f"{words.crossing(each.size, each.low, each.high)} {definition.axis}"
            for each in findings.evidence.crossovers
        ],
        failures=record.failures,
        whole_file=_highlighted(definition.file_source),
    )


def _disturbed(judged: Sequence[Findings]) -> str:
    """What the machine did to the rounds, in a sentence."""
    found = count_disturbances(each for findings in judged for each in findings.record.rounds)
    spoilt = f"{found.spoilt:,}, left out here" if found.spoilt else "none"
    return (
        f"Of {found.rounds:,} rounds the machine spoilt {spoilt}; it held up "
        f"{found.overlong_blocks:,} single blocks for long."
    )


def _claim_row(verdict: Verdict, definition: PairDefinition) -> ClaimRow:
    return ClaimRow(
        anchor=_anchor(definition.name),
        pair=definition.name,
        outcome=verdict.outcome,
        text=describe(verdict.claim, baseline=definition.baseline, axis=definition.axis),
        reason=verdict.reason,
        measured=verdict.reason if verdict.estimate is None else words.ratio(verdict.estimate),
    )


def _source(variant: VariantDefinition, definition: PairDefinition) -> SourceBlock:
    return SourceBlock(
        name=variant.name,
        role=variant.role,
        colour=looks(definition)[variant.name].colour,
        summary=_inline(variant.summary),
        unavailable=variant.unavailable,
        code=_highlighted(variant.source),
    )


def _highlighted(source: str) -> Markup:
    code = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))
    return Markup(code)  # noqa: S704 (escaped by Pygments)


def _figures(record: PairRecord, evidence: Evidence) -> list[FigureRow]:
    durations = {(each.cell.size, each.variant): each for each in evidence.durations}
    times = {(each.cell.size, each.variant): each for each in evidence.times}
    memory = {(each.cell.size, each.variant): each for each in record.memory}
    rows = []
    for size in record.definition.sizes:
        for variant in record.definition.available:
            duration = durations.get((size, variant))
            compared = times.get((size, variant))
            traced = memory.get((size, variant))
            if duration is None and traced is None:
                continue
            note = ""
            if traced is not None and traced.children:
                note = f"{traced.children} child processes added"
            if compared is not None and compared.spoilt:
                note = f"{compared.spoilt} spoilt rounds left out"
            if traced is not None and traced.untraced:
                note = "started processes that could not be traced"
            rows.append(
                FigureRow(
                    size=f"{size:,}",
                    variant=variant,
                    time="" if duration is None else words.seconds(duration.seconds.value),
                    ratio="" if compared is None else words.ratio(compared.ratio),
                    difference="" if compared is None else compared.difference.value,
                    rounds=0 if duration is None else len(duration.by_round_s),
                    peak="" if traced is None else _bytes(traced.peak_bytes),
                    retained="" if traced is None else _bytes(traced.retained_bytes),
                    allocations="" if traced is None else _count(traced.allocations),
                    note=note,
                )
            )
    return rows


def _bytes(extent: Extent) -> str:
    if words.size_bytes(extent.low) == words.size_bytes(extent.high):
        return words.size_bytes(extent.low)
    return f"{words.size_bytes(extent.low)} to {words.size_bytes(extent.high)}"


def _count(extent: Extent) -> str:
    return f"{extent.low:,}" if extent.exact else f"{extent.low:,} to {extent.high:,}"


def _anchor(name: str) -> str:
    """A pair's place in the page: its name, and no two the same."""
    return f"pair/{quote(name)}"


def _inline(text: str) -> Markup:
    """A docstring's text, with ``code`` between double backquotes as such."""
    parts = re.split(r"``(.+?)``", " ".join(text.split()))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else part
        for index, part in enumerate(parts)
    )


@cache
def _templates() -> Templates:
    return Templates(
        loader=PackageLoader("pairbench.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _code_style() -> str:
    light, dark = (
        str(formatter.get_style_defs(".code"))  # type: ignore[no-untyped-call]
        for formatter in (HtmlFormatter(style="default"), HtmlFormatter(style="github-dark"))
    )
    return f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"
