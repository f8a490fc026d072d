"""What the page says of one pair: once what was asked, and for each run what was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core import words
from pairbench.core.claim import describe
from pairbench.core.definition import PairDefinition, VariantDefinition
from pairbench.core.evidence import Evidence
from pairbench.core.ledger import PairLine
from pairbench.core.measurement import Extent, Failure
from pairbench.core.record import PairRecord
from pairbench.core.verdict import Findings, Verdict
from pairbench.report.markup import anchor, highlighted, inline
from pairbench.report.plots import memory_plot, time_plot
from pairbench.report.style import looks


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """A variant's text with colours."""

    name: str
    role: str
    colour: str
    summary: Markup
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
class VerdictLine:
    """A claim with its verdict and its reason, as sentences."""

    outcome: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPart:
    """What one run found of a pair."""

    label: str
    verdicts: Sequence[VerdictLine]
    unavailable: Sequence[tuple[str, str]]
    time_plot: Markup | None
    memory_plot: Markup | None
    figures: Sequence[FigureRow]
    items: Sequence[tuple[str, str]]
    crossings: Sequence[str]
    failures: Sequence[Failure]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSection:
    """Everything that the page says of one pair."""

    anchor: str
    name: str
    title: Markup
    text: Sequence[Markup]
    advice: Markup | None
    axis: str
    sources: Sequence[SourceBlock]
    runs: Sequence[RunPart]
    files: Sequence[tuple[str, Markup]]


def section(line: PairLine, labels: Sequence[str], number: int) -> PairSection:
    """The section of the pair with this number on the page."""
    definition = line.definition
    title, _, rest = definition.question.partition("\n")
    return PairSection(
        anchor=anchor(definition.name),
        name=definition.name,
        title=inline(title),
        text=[inline(paragraph) for paragraph in rest.strip().split("\n\n") if paragraph],
        advice=None if definition.advice is None else inline(definition.advice),
        axis=definition.axis,
        sources=[_source(variant, definition) for variant in definition.variants],
        runs=[
            _run_part(findings, label, f"{number}-{index}")
            for index, (findings, label) in enumerate(zip(line.findings, labels, strict=True))
            if findings is not None
        ],
        files=[
            (definition.file, highlighted(definition.file_source)),
            *((each.path, highlighted(each.text)) for each in definition.neighbours),
        ],
    )


def _run_part(findings: Findings, label: str, name: str) -> RunPart:
    """``name`` keeps the ids of the drawings apart."""
    record = findings.record
    definition = record.definition
    time_svg = memory_svg = None
    # Over a single size there is no line to see, and the table says as much.
    if len(definition.sizes) > 1:
        time_svg = time_plot(definition, findings.evidence, name=f"time-{name}")
        memory_svg = memory_plot(definition, record.memory, name=f"memory-{name}")
    return RunPart(
        label=label,
        verdicts=[_verdict_line(verdict, definition) for verdict in findings.verdicts],
        unavailable=[
            (each.name, each.unavailable)
            for each in definition.variants
            if each.unavailable is not None
        ],
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
    )


def _verdict_line(verdict: Verdict, definition: PairDefinition) -> VerdictLine:
    return VerdictLine(
        outcome=verdict.outcome,
        text=describe(verdict.claim, baseline=definition.baseline, axis=definition.axis),
        reason=verdict.reason,
    )


def _source(variant: VariantDefinition, definition: PairDefinition) -> SourceBlock:
    return SourceBlock(
        name=variant.name,
        role=variant.role,
        colour=looks(definition)[variant.name].colour,
        summary=inline(variant.summary),
        code=highlighted(variant.source),
    )


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
