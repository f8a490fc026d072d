"""What the page says of one pair: once what was asked, and for each run what was found."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core import words
from pairbench.core.authoring.definition import PairDefinition, VariantDefinition
from pairbench.core.comparing.comparison import TimeComparison
from pairbench.core.comparing.evidence import Evidence
from pairbench.core.judging.answers import growth_in_words, orders_of
from pairbench.core.judging.ledger import PairLine
from pairbench.core.judging.sentence import crossing_in_words, in_words
from pairbench.core.judging.verdict import Findings, Verdict
from pairbench.core.records.measurement import Extent, Failure
from pairbench.core.records.record import PairRecord
from pairbench.report.drawings.rounds import compared, round_plot
from pairbench.report.drawings.sizes import memory_plot, time_plot
from pairbench.report.drawings.style import looks
from pairbench.report.drawings.thinning import thinned
from pairbench.report.page.differing import differing_lines
from pairbench.report.page.hot_spots import HotSpots, hot_spots
from pairbench.report.page.markup import anchor, drawn, highlighted, inline, plain

MOST_SIZES = 100
"""The figures of so many sizes are written out, at most; the run set has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """A variant's text with colours."""

    name: str
    role: str
    look: str
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
    """A claim's verdict in words."""

    outcome: str
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsRow:
    """The rounds of a comparison: what is drawn as dots, as numbers."""

    variant: str
    size: str
    ratios: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPart:
    """What one run found of a pair."""

    label: str
    verdicts: Sequence[VerdictLine]
    unavailable: Sequence[tuple[str, str]]
    time_plot: Markup | None
    memory_plot: Markup | None
    round_plot: Markup | None
    rounds: Sequence[RoundsRow]
    hot_spots: Sequence[HotSpots]
    figures: Sequence[FigureRow]
    items: Sequence[tuple[str, str]]
    growths: Sequence[str]
    crossings: Sequence[str]
    notices: Sequence[Markup]
    machine: str | None
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
    compared: bool


def section(line: PairLine, labels: Sequence[str], number: int) -> PairSection:
    """The section of the pair with this number on the page."""
    definition = line.definition
    differing = differing_lines({each.name: each.source for each in definition.variants})
    title, _, rest = definition.question.partition("\n")
    last = max(index for index, each in enumerate(line.findings) if each is not None)
    return PairSection(
        anchor=anchor(definition.name),
        name=definition.name,
        title=inline(title),
        text=[inline(paragraph) for paragraph in rest.strip().split("\n\n") if paragraph],
        advice=None if definition.advice is None else inline(definition.advice),
        axis=definition.axis,
        sources=[
            _source(variant, definition, differing[variant.name]) for variant in definition.variants
        ],
        runs=[
            _run_part(findings, label, f"{number}-{index}", in_depth=index == last)
            for index, (findings, label) in enumerate(zip(line.findings, labels, strict=True))
            if findings is not None
        ],
        files=[
            (definition.file, plain(definition.file_source)),
            *((each.path, plain(each.text)) for each in definition.neighbours),
        ],
        compared=not definition.is_benchmark,
    )


def _run_part(findings: Findings, label: str, name: str, *, in_depth: bool) -> RunPart:
    """``name`` keeps the ids of the drawings apart.

    Where time and memory go is shown ``in_depth`` for one run alone: it differs little between
    interpreters, and takes more room than all the rest.
    """
    record, evidence = findings.record, findings.evidence
    definition = record.definition
    time_svg, memory_svg = _over_sizes(record, evidence, name)
    return RunPart(
        label=label,
        verdicts=[_verdict_line(verdict, definition, label) for verdict in findings.verdicts],
        unavailable=[
            (each.name, each.unavailable)
            for each in definition.variants
            if each.unavailable is not None
        ],
        time_plot=drawn(time_svg),
        memory_plot=drawn(memory_svg),
        round_plot=drawn(round_plot(definition, evidence, name=f"rounds-{name}")),
        rounds=[_rounds_row(each) for each in compared(definition, evidence)],
        hot_spots=hot_spots(record) if in_depth else [],
        figures=_figures(record, evidence),
        items=[
            (each.variant, f"{each.retained_bytes.value:,.1f} B")
            for each in evidence.items
            if each.retained_bytes.value > 0
        ],
        growths=_growths(findings) if definition.is_benchmark else [],
        crossings=[crossing_in_words(each, definition) for each in evidence.crossovers],
        notices=[inline(each.said) for each in record.notices],
        machine=record.machine,
        failures=record.failures,
    )


def _growths(findings: Findings) -> list[str]:
    """How the time of a benchmark grows: it has no rival, and this is what its sizes tell."""
    names = {each.name: each.name for each in findings.record.definition.variants}
    said = (growth_in_words(each) for each in orders_of(findings, names))
    return [each[0].upper() + each[1:] for each in said]


def _over_sizes(record: PairRecord, evidence: Evidence, name: str) -> tuple[str | None, str | None]:
    """The drawings of time and of memory over the sizes."""
    # Over a single size there is no line to see, and the table says as much.
    if len(record.definition.sizes) <= 1:
        return None, None
    growth = evidence.peak_growth
    return (
        time_plot(record.definition, evidence, name=f"time-{name}"),
        memory_plot(record.definition, record.memory, growth, name=f"memory-{name}"),
    )


def _rounds_row(row: TimeComparison) -> RoundsRow:
    return RoundsRow(
        variant=row.variant,
        size=f"{row.cell.size:,}",
        ratios=" ".join(map(words.number, row.round_ratios)),
    )


def _verdict_line(verdict: Verdict, definition: PairDefinition, label: str) -> VerdictLine:
    text = in_words(verdict, definition, where=label)
    return VerdictLine(outcome=verdict.outcome, text=inline(text))


def _source(
    variant: VariantDefinition, definition: PairDefinition, differing: Collection[int]
) -> SourceBlock:
    return SourceBlock(
        name=variant.name,
        role=_role(variant, definition),
        look=looks(definition)[variant.name].name,
        summary=inline(variant.summary),
        code=highlighted(variant.source, differing),
    )


def _role(variant: VariantDefinition, definition: PairDefinition) -> str:
    """Only a claim makes one of them bad: whoever asks which is better has not said so."""
    if definition.is_benchmark:
        return "benchmark"
    if definition.claims or definition.behaviours or definition.advice:
        return variant.role
    return "baseline" if variant.name == definition.baseline else "alternative"


def _figures(record: PairRecord, evidence: Evidence) -> list[FigureRow]:
    durations = {(each.cell.size, each.variant): each for each in evidence.durations}
    times = {(each.cell.size, each.variant): each for each in evidence.times}
    memory = {(each.cell.size, each.variant): each for each in record.memory}
    rows = []
    for size in thinned(record.definition.sizes, MOST_SIZES):
        for variant in record.definition.available:
            duration = durations.get((size, variant))
            compared = times.get((size, variant))
            traced = memory.get((size, variant))
            if duration is None and traced is None:
                continue
            note = ""
            if traced is not None and traced.children:
                note = f"{words.counted(traced.children, 'child processes')} added"
            if compared is not None and compared.spoilt:
                note = f"{words.counted(compared.spoilt, 'spoilt rounds')} left out"
            if traced is not None and traced.untraced:
                note = "started processes that could not be traced"
            if traced is not None and traced.unseen_bytes:
                unseen = words.size_bytes(traced.unseen_bytes)
                note = f"allocates {unseen} that memray does not see"
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
