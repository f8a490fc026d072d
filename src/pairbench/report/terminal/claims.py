"""What a run says at its end: its claims, what nobody claimed anything of, and its noise."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pairbench.core import words
from pairbench.core.comparing.missing import left_out
from pairbench.core.judging import noise as noises
from pairbench.core.judging import trust
from pairbench.core.judging.answers import Answers, answers_of, ratio_in_words
from pairbench.core.judging.benchmarks import BenchmarkEntry, benchmark_rows
from pairbench.core.judging.ledger import JudgedRun
from pairbench.core.judging.verdict import Findings
from pairbench.core.records.measurement import Stage
from pairbench.report.terminal.answers import SIGNS, print_figures
from pairbench.report.terminal.closing import FEW, STYLES, print_closing


def claims_table(judged: Sequence[Findings]) -> Table:
    """One row for each claim, the pair named in its first."""
    table = Table(show_edge=False, pad_edge=False, expand=False)
    table.add_column("pair", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    table.add_column("claim", ratio=3)
    table.add_column("what was measured", ratio=4)
    for findings in judged:
        definition = findings.record.definition
        name = definition.name
        for verdict in findings.verdicts:
            table.add_row(
                Text(name),
                Text(verdict.outcome, style=STYLES[verdict.outcome]),
                Text(definition.describe(verdict.claim)),
                Text(verdict.reason),
            )
            name = ""
    return table


def benchmarks_table(rows: Sequence[BenchmarkEntry]) -> Table:
    """One row for each benchmark and size, the benchmark named in its first."""
    table = Table(show_edge=False, pad_edge=False, expand=False)
    table.add_column("benchmark", overflow="fold")
    for title in ("at", "time of a call", "peak memory", "kept by the result"):
        table.add_column(title, justify="right")
    last = ""
    for row in rows:
        name = "" if row.pair == last else row.pair
        table.add_row(*map(Text, (name, row.where, row.time, row.peak, row.retained)))
        last = row.pair
    return table


def print_claims(
    console: Console,
    judged: JudgedRun,
    *,
    label: str | None = None,
    verbose: bool = False,
    again: str = "pairbench report --verbose",
) -> None:
    """A line for each claim: as short as a terminal is wide there, and whole elsewhere.

    ``verbose`` gives a terminal every claim with its reason. Below stands what the machine's own
    noise was, and how far all of it can be trusted. The label goes above, where there are several
    runs, and ``again`` is the command that shows every claim with its reason.
    """
    if label is not None:
        console.print(label, markup=False, highlight=False)
    if not console.is_terminal:
        _print_lines(console, judged.findings)
    elif verbose:
        for table in _tables(judged.findings):
            console.print(table)
    else:
        print_closing(console, judged.findings, again)
        _print_benchmarks(console, judged.findings)
    if console.is_terminal:
        _print_unclaimed(console, judged.findings)
    short = console.is_terminal and not verbose
    notes = _notes(judged.findings, again if short else None)
    for line in (*notes, *_trust(judged)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _trust(judged: JudgedRun) -> Iterator[str]:
    yield noises.in_words(judged.noise)
    yield trust.in_words(trust.trust_in(judged.findings))


def _notes(judged: Sequence[Findings], again: str | None) -> list[str]:
    """What is to be known beside the verdicts; many notes are counted where others show them."""
    notes = [
        f"note: {findings.record.definition.name}: {said}"
        for findings in judged
        for said in (*_unsaid(findings), *(each.said for each in findings.record.notices))
    ]
    if again is not None and len(notes) > FEW:
        return [f"{words.counted(len(notes), 'notes')}: {again}"]
    return notes


def _unsaid(findings: Findings) -> Iterator[str]:
    """What was left out of a pair that claims nothing; a claim has it for its reason."""
    definition = findings.record.definition
    said = left_out(findings.record, Stage.TIME, definition.sizes)
    if said and not definition.claims:
        yield said


def _unclaimed(judged: Sequence[Findings]) -> Iterator[tuple[str, Answers]]:
    """The pairs that compare variants and claim nothing of them, with what they came out at."""
    for findings in judged:
        definition = findings.record.definition
        if definition.is_benchmark or definition.claims or not findings.evidence.times:
            continue
        axis = definition.axis if len(definition.sizes) > 1 else ""
        yield definition.name, answers_of(findings, axis=axis, spent_s=0.0, by_name=True)


def _print_unclaimed(console: Console, judged: Sequence[Findings]) -> None:
    for name, answers in _unclaimed(judged):
        console.print(Text(name, style="bold"), highlight=False)
        print_figures(console, answers, signed=True)


def _tables(judged: Sequence[Findings]) -> Iterator[Table]:
    """That of the claims, and that of the benchmarks, unless one would be empty."""
    rows = [row for findings in judged for row in benchmark_rows(findings)]
    if any(each.verdicts for each in judged):
        yield claims_table(judged)
    if rows:
        yield benchmarks_table(rows)


def _print_benchmarks(console: Console, judged: Sequence[Findings]) -> None:
    rows = [row for findings in judged for row in benchmark_rows(findings)]
    if rows:
        console.print(benchmarks_table(rows))


def _figures(row: BenchmarkEntry) -> str:
    said = {"": row.time, "peak ": row.peak, "keeps ": row.retained}
    return ", ".join(f"{name}{figure}" for name, figure in said.items() if figure)


def _print_lines(console: Console, judged: Sequence[Findings]) -> None:
    for findings in judged:
        definition = findings.record.definition
        for verdict in findings.verdicts:
            claim = definition.describe(verdict.claim)
            line = f"{verdict.outcome:12}  {definition.name}: {claim}: {verdict.reason}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
        for row in benchmark_rows(findings):
            line = f"{'measured':12}  {row.pair} at {row.where}: {_figures(row)}"
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    for name, answers in _unclaimed(judged):
        for line in _compared(name, answers):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def _compared(name: str, answers: Answers) -> Iterator[str]:
    """A pair that claims nothing: each alternative at each size, beside what calls took."""
    figures = {(each.variant, each.size): each for each in answers.figures}
    for each in answers.answers:
        if each.ratio is None:
            continue
        at = f" at {words.counted(each.size, answers.axis)}" if answers.axis else ""
        mine = figures[each.variant, each.size]
        took = [] if mine.call_s is None else [words.seconds(mine.call_s)]
        if mine.peak_bytes is not None:
            took.append(f"peak {words.size_bytes(mine.peak_bytes)}")
        yield (
            f"{'measured':12}  {name}: {each.variant} against {each.baseline}{at}: "
            f"{SIGNS[each.verdict]} {ratio_in_words(each.ratio)}, {each.verdict}; {', '.join(took)}"
        )
